using System.Text;
using Naru.Primitives;
using Naru.Walk.Told;

namespace Naru.Walk.Telling;

/// <summary>A walk as plain text, for files, pipes and tests.</summary>
public static class WalkText
{
    public static string Of(PacketWalk walk, WalkLanguage language)
    {
        var text = new StringBuilder();
        text.Append(language.Say(Phrase.Title, Name(walk.Source), Name(walk.Destination), walk.Traffic)).Append('\n');
        foreach (var notice in walk.Notices)
            text.Append("! ").Append(language.Say(notice)).Append('\n');
        foreach (var line in walk.Spreads.Items.SelectMany(spread => Lines(spread, language)))
            text.Append(line).Append('\n');
        Append(text, language, Phrase.Way, walk.Forward);
        Append(text, language, Phrase.WayBack, walk.Back);
        text.Append('\n').Append(Verdict(walk, language)).Append('\n');
        if (walk.Drop is { } drop)
        {
            text.Append(language.Say(Phrase.ReasonAtHop, drop.Hop, language.Reason(drop))).Append('\n');
            if (!drop.Changes.IsEmpty)
                text.Append(language.Say(Phrase.Help)).Append('\n');
            foreach (var change in drop.Changes)
                text.Append("  ").Append(change.Command).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>How it ends, in one sentence.</summary>
    public static string Verdict(PacketWalk walk, WalkLanguage language) => Verdict(walk.Verdict, language);

    /// <summary>The gateways that a router has for the packet, and how it ends by each.</summary>
    public static IEnumerable<string> Lines(Spread spread, WalkLanguage language) => spread.Ways
        .Select(way => $"  {way.Gateway} dev {way.Device}: {Verdict(way.Verdict, language)}{(way.IsShown ? $" {language.Say(Phrase.SpreadShown)}" : "")}")
        .Prepend(spread.Chosen is { } chosen
            ? language.Say(Phrase.SpreadChosen, spread.Place, spread.Ways.Count, chosen)
            : language.Say(Phrase.Spread, spread.Place, spread.Ways.Count));

    private static string Verdict(Verdict verdict, WalkLanguage language) => language.Say(verdict switch
    {
        Told.Verdict.Answered => Phrase.Answered,
        Told.Verdict.Unanswered => Phrase.Unanswered,
        _ => Phrase.Dropped,
    });

    /// <summary>An end by the name of its port and its address.</summary>
    public static string Name(WalkEnd end)
    {
        var name = end.Port is { Name.Length: > 0 } port ? port.Name : end.Asked;
        return name == end.Address.ToString() ? name : $"{name} ({end.Address})";
    }

    /// <summary>Where a hop is: <c>compute-1 · br-int · integration bridge (OVS)</c>.</summary>
    public static string Heading(Hop hop, WalkLanguage language) =>
        string.Join(" · ", new[] { hop.Host, hop.Place, language.Place(hop.Kind) }.Where(word => word.Length > 0));

    /// <summary>By which device it comes and goes: <c>qvo… → patch-tun</c>.</summary>
    public static string Devices(Hop hop) => (hop.From, hop.To) switch
    {
        ("", "") => "",
        ("", var to) => $"→ {to}",
        (var from, "") => $"{from} →",
        var (from, to) => $"{from} → {to}",
    };

    public static string Text(ApiObject told) => told.Name.Length > 0 ? $"{told.Type} {told.Name} ({told.Id})" : $"{told.Type} {told.Id}";

    private static void Append(StringBuilder text, WalkLanguage language, Phrase title, EquatableList<Hop> hops)
    {
        if (hops.IsEmpty)
            return;
        text.Append('\n').Append(language.Say(title)).Append('\n');
        foreach (var hop in hops)
        {
            text.Append($"{hop.Number,3}. {Heading(hop, language)}");
            if (Devices(hop) is { Length: > 0 } devices)
                text.Append(": ").Append(devices);
            text.Append('\n');
            if (hop.Object is { } told)
                text.Append("       ").Append(Text(told)).Append('\n');
            foreach (var decision in hop.Decisions)
            {
                text.Append($"       {decision.Where}: {decision.What}");
                if (decision.Object is { } cause && cause.Id != hop.Object?.Id)
                    text.Append("  # ").Append(Text(cause));
                text.Append('\n');
            }
            foreach (var line in hop.Observed)
                text.Append("       = ").Append(line).Append('\n');
            if (hop.Drift is { } drift)
                text.Append("       ≠ ").Append(drift).Append('\n');
            if (hop.Before is { } before && hop.After is { } after)
            {
                text.Append("       ").Append(HeaderText.Of(before)).Append('\n');
                if (HeaderText.Changes(before, after, language) is { Length: > 0 } changes)
                    text.Append("       ⇒ ").Append(changes).Append('\n');
            }
        }
    }
}
