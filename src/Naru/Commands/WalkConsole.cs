using Naru.Primitives;
using Naru.Walk.Telling;
using Naru.Walk.Told;
using Spectre.Console;

namespace Naru.Commands;

/// <summary>A walk on a terminal: numbered hops, each with what decided there and what it did to the packet.</summary>
internal static class WalkConsole
{
    private static readonly Dictionary<DecisionKind, string> Colours = new()
    {
        [DecisionKind.OpenFlow] = "grey",
        [DecisionKind.Forwarding] = "grey",
        [DecisionKind.LogicalFlow] = "grey",
        [DecisionKind.Nftables] = "grey",
        [DecisionKind.Conntrack] = "blue",
        [DecisionKind.Nat] = "magenta",
        [DecisionKind.Route] = "cyan",
        [DecisionKind.Neighbour] = "cyan",
        [DecisionKind.SecurityGroupRule] = "green",
        [DecisionKind.Tunnel] = "yellow",
    };

    private static readonly HashSet<DecisionKind> Telling =
        [DecisionKind.Nat, DecisionKind.Route, DecisionKind.Neighbour, DecisionKind.SecurityGroupRule, DecisionKind.Tunnel];

    public static void Show(PacketWalk walk, WalkLanguage language, WalkDetail detail)
    {
        AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(language.Say(Phrase.Title, WalkText.Name(walk.Source), WalkText.Name(walk.Destination), walk.Traffic))}[/]").LeftJustified());
        foreach (var notice in walk.Notices)
            AnsiConsole.MarkupLineInterpolated($"[yellow]! {language.Say(notice)}[/]");
        foreach (var line in walk.Spreads.Items.SelectMany(spread => WalkText.Lines(spread, language)))
            AnsiConsole.MarkupLineInterpolated($"[yellow]{line}[/]");
        Show(walk.Forward, walk, language, detail, Phrase.Way, isBack: false);
        Show(walk.Back, walk, language, detail, Phrase.WayBack, isBack: true);
        AnsiConsole.WriteLine();
        var colour = walk.Verdict is Verdict.Answered ? "green" : "red";
        AnsiConsole.MarkupLine($"[bold {colour}]{(walk.Verdict is Verdict.Answered ? "✓" : "✗")} {Markup.Escape(WalkText.Verdict(walk, language))}[/]");
        if (walk.Drop is { } drop)
            Show(drop, language);
        foreach (var hop in walk.Forward.Items.Concat(walk.Back.Items).Where(hop => hop.Drift is not null))
            AnsiConsole.MarkupLineInterpolated($"  [bold red]≠ {language.Say(Phrase.Drift, hop.Number, $"{hop.Host} {hop.Place}")}[/]");
    }

    /// <summary>Where a real packet was seen, with the time that it took from the first place.</summary>
    public static void Show(IReadOnlyList<Sighting> sightings, WalkLanguage language)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[bold underline]{language.Say(Phrase.Seen)}[/]");
        var first = sightings.Where(sighting => sighting.Time is not null).Min(sighting => sighting.Time);
        var grid = new Grid().AddColumns(4);
        foreach (var sighting in sightings)
        {
            grid.AddRow(
                $"{sighting.Hop.Number,3}.",
                Markup.Escape(sighting.Hop.Host),
                Markup.Escape(sighting.Device),
                sighting.Time - first is { } after ? $"[green]+{after.TotalMilliseconds:0.000} ms[/]" : $"[red]{Markup.Escape(language.Say(Phrase.NotSeen))}[/]");
        }
        AnsiConsole.Write(grid);
    }

    private static void Show(EquatableList<Hop> hops, PacketWalk walk, WalkLanguage language, WalkDetail detail, Phrase title, bool isBack)
    {
        if (hops.IsEmpty)
            return;
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[bold underline]{language.Say(title)}[/]");
        foreach (var hop in hops)
            Show(hop, language, detail, walk.Drop is { } drop && drop.OnWayBack == isBack && drop.Hop == hop.Number);
    }

    private static void Show(Hop hop, WalkLanguage language, WalkDetail detail, bool isLast)
    {
        var heading = $"[bold {(isLast ? "red" : "white")}]{Markup.Escape(hop.Place)}[/]  {Markup.Escape(language.Place(hop.Kind))}";
        var host = hop.Host.Length > 0 ? $"[bold yellow]{Markup.Escape(hop.Host)}[/] · " : "";
        var devices = WalkText.Devices(hop) is { Length: > 0 } text ? $"  [cyan]{Markup.Escape(text)}[/]" : "";
        AnsiConsole.MarkupLine($"[bold]{hop.Number,3}.[/] {host}{heading}{devices}{(isLast ? " [bold red]✗[/]" : "")}");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(5).PadRight(1)).AddColumn();
        var rows = 0;
        var isWhole = detail is WalkDetail.Full || isLast;
        if (hop.Object is { } told && isWhole)
            Row("", $"[dim]{Markup.Escape(WalkText.Text(told))}[/]");
        foreach (var decision in hop.Decisions.Where(decision => isWhole || Telling.Contains(decision.Kind)))
        {
            var cause = decision.Object is { } responsible && responsible.Id != hop.Object?.Id ? $" [dim]# {Markup.Escape(WalkText.Text(responsible))}[/]" : "";
            Row($"[{Colours[decision.Kind]}]{Markup.Escape(decision.Where)}[/]", $"[{Colours[decision.Kind]}]{Markup.Escape(Short(decision))}[/]{cause}");
        }
        foreach (var line in hop.Observed.Where(_ => isWhole))
            Row("[blue]=[/]", $"[blue]{Markup.Escape(line)}[/]");
        if (hop.Drift is { } drift)
            Row("[bold red]≠[/]", $"[bold red]{Markup.Escape(drift)}[/]");
        if (hop.Before is { } before && hop.After is { } after && HeaderText.Changes(before, after, language) is { Length: > 0 } changes)
        {
            if (isWhole)
                Row($"[bold]{Markup.Escape(language.Say(Phrase.Before))}[/]", Markup.Escape(HeaderText.Of(before)));
            Row($"[bold]{Markup.Escape(language.Say(Phrase.After))}[/]", $"[bold]{Markup.Escape(changes)}[/]");
        }
        else if (hop.Object is null && hop.Decisions.IsEmpty && hop.Before is null)
        {
            Row("", $"[dim]({Markup.Escape(language.Say(Phrase.Hidden))})[/]");
        }
        if (rows > 0)
            AnsiConsole.Write(grid);

        void Row(string left, string right)
        {
            grid.AddRow(left, right);
            rows++;
        }
    }

    // Table and cookie stand before it, as the table's name and the object.
    private static string Short(Decision decision) => decision.Table is { } table && decision.What.IndexOf($",table={table},", StringComparison.Ordinal) is >= 0 and var at
        ? decision.What[(at + $",table={table},".Length)..]
        : decision.What;

    private static void Show(Drop drop, WalkLanguage language)
    {
        AnsiConsole.MarkupLineInterpolated($"  {language.Say(Phrase.ReasonAtHop, drop.Hop, language.Reason(drop))}");
        if (drop.Object is { } told)
            AnsiConsole.MarkupLineInterpolated($"  [dim]{language.Say(Phrase.Object)}: {WalkText.Text(told)}[/]");
        if (drop.Changes.IsEmpty)
            return;
        AnsiConsole.MarkupLineInterpolated($"  {language.Say(Phrase.Help)}");
        foreach (var change in drop.Changes)
            AnsiConsole.MarkupLineInterpolated($"    [bold green]{change.Command}[/]");
    }
}
