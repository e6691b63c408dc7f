using System.Text.RegularExpressions;

namespace Naru.Walk.Observing;

/// <summary>Reads what <c>ovn-trace</c> says: a section for each pipeline that the packet goes through, with the flows that it meets.</summary>
internal static partial class LogicalTraceText
{
    /// <summary>A pipeline of a datapath.</summary>
    /// <param name="IsEgress">It is the second half, which runs where the packet leaves.</param>
    /// <param name="Flows">The flows, each in one line: table, what it matches, priority.</param>
    public sealed record Section(string Datapath, bool IsEgress, List<string> Flows);

    public static IReadOnlyList<Section> Read(string text)
    {
        var sections = new List<Section>();
        foreach (var line in text.Split('\n'))
        {
            if (Heading().Match(line) is { Success: true } heading)
                sections.Add(new Section(heading.Groups["datapath"].Value, heading.Groups["half"].Value == "egress", []));
            else if (sections.Count > 0 && Flow().Match(line) is { Success: true } flow)
                sections[^1].Flows.Add($"{flow.Groups["table"].Value}: {flow.Groups["match"].Value}");
            else if (sections.Count > 0 && Last().IsMatch(line))
                sections[^1].Flows.Add(line.Trim());
        }
        return sections;
    }

    // ingress(dp="neutron-…", inport="…")
    [GeneratedRegex("""^(?<half>ingress|egress)\(dp="(?<datapath>[^"]+)",""")]
    private static partial Regex Heading();

    // " 8. ls_in_acl (northd.c:6445): reg0[7] == 1 && (…), priority 2002, uuid bde38d43"
    [GeneratedRegex(@"^\s*\d+\. (?<table>\w+)(?: \([^)]*\))?: (?<match>.*), uuid [0-9a-f]+$")]
    private static partial Regex Flow();

    // What ends the way or translates is worth a line; the rest of the actions moves registers.
    [GeneratedRegex("""^\s+(?:drop;|/\* output to "|ct_snat|ct_dnat|put_dhcp_opts|ct_lb)""")]
    private static partial Regex Last();
}
