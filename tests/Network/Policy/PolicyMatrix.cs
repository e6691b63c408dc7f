using System.Text;
using Naru.Rest;
using Naru.Rest.Policy;

namespace Naru.Policy;

/// <summary>
/// What every rule of an API says to every role about every kind of target, as text: one line a rule. Rules come from the
/// declarations, so that a new one has its line without anybody adding it here.
/// </summary>
/// <remarks>
/// A cell says whose things the role may touch: <c>all</c>; <c>own project_id</c>, when the attribute must be the caller's; <c>-</c>,
/// none; <c>all but x=True</c>, when an attribute of the target forbids it.
/// </remarks>
internal static class PolicyMatrix
{
    public static string Of(PolicyTable policies, IReadOnlyList<(string Title, Caller Caller)> callers)
    {
        var rows = policies.Names.Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Cells: callers.Select(who => Cell(policies, name, who.Caller)).ToList()))
            .ToList();
        var widths = callers.Select((who, column) => Math.Max(who.Title.Length, rows.Max(row => row.Cells[column].Length))).ToList();
        var first = rows.Max(row => row.Name.Length);
        var text = new StringBuilder();
        Line("rule", [.. callers.Select(who => who.Title)]);
        Line(new string('-', first), [.. widths.Select(width => new string('-', width))]);
        foreach (var (name, cells) in rows)
            Line(name, cells);
        return text.ToString();

        void Line(string name, IReadOnlyList<string> cells)
        {
            text.Append(name.PadRight(first));
            for (var column = 0; column < cells.Count; column++)
                text.Append(" | ").Append(column == cells.Count - 1 ? cells[column] : cells[column].PadRight(widths[column]));
            text.Append('\n');
        }
    }

    /// <summary>The cases that a matrix is made of, for a test to say how many there are.</summary>
    public static int CaseCount(PolicyTable policies, int callers) =>
        policies.Names.Sum(name => callers * (1 + (2 * Attributes(policies, name).Count)));

    private static string Cell(PolicyTable policies, string name, Caller caller)
    {
        var attributes = Attributes(policies, name);
        var forAll = policies.Allows(name, caller, new Target([], ""));
        var told = new List<string>();
        foreach (var attribute in attributes)
        {
            if (IsAllowed([attribute], Values(caller)) != forAll)
                told.Add(forAll ? $"mine by {attribute}" : attribute);
            foreach (var value in (string[])["True", "manager", "*"])
            {
                if (IsAllowed([attribute], [value]) != forAll)
                    told.Add($"{attribute}={value}");
            }
        }
        if (forAll)
            return told.Count == 0 ? "all" : $"all but {string.Join(", ", told)}";
        if (told.Count > 0)
            return $"own {string.Join(", ", told)}";
        // Rules that want several attributes to be the caller's at once.
        if (attributes.Count > 1 && IsAllowed(attributes, Values(caller)))
            return $"own {string.Join(" and ", attributes)}";
        foreach (var attribute in attributes)
        {
            foreach (var word in (string[])["True", "manager", "member", "reader"])
            {
                var others = attributes.Where(other => other != attribute).ToList();
                if (Values(caller).Any(value => policies.Allows(name, caller, new Target(others, value, attribute, word))))
                    return $"own {string.Join(" and ", others)} when {attribute}={word}";
            }
        }
        return "-";

        bool IsAllowed(IReadOnlyCollection<string> mine, IEnumerable<string> values) =>
            values.Any(value => policies.Allows(name, caller, new Target(mine, value)));
    }

    private static IEnumerable<string> Values(Caller caller) =>
        new[] { caller.ProjectId, caller.UserId, caller.DomainId, caller.ProjectDomainId }.Where(value => value.Length > 0).Distinct();

    private static List<string> Attributes(PolicyTable policies, string name)
    {
        var seen = new HashSet<string>();
        var attributes = new SortedSet<string>(StringComparer.Ordinal);
        Collect(name);
        return [.. attributes];

        void Collect(string rule)
        {
            if (!seen.Add(rule) || policies.Find(rule) is not { } expression)
                return;
            attributes.UnionWith(expression.Attributes);
            foreach (var asked in expression.References)
                Collect(asked);
        }
    }

    /// <summary>A target of which some attributes have a value and all others belong to nobody that the caller is.</summary>
    private sealed class Target(IReadOnlyCollection<string> mine, string value, string? named = null, string word = "") : IPolicyTarget
    {
        public string Attribute(string name) => name == named ? word : mine.Contains(name) ? value : "another's";
    }
}
