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

    public static void Show(PacketWalk walk, WalkLanguage language)
    {
        AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(language.Say(Phrase.Title, WalkText.Name(walk.Source), WalkText.Name(walk.Destination), walk.Traffic))}[/]").LeftJustified());
        foreach (var notice in walk.Notices)
            AnsiConsole.MarkupLineInterpolated($"[yellow]! {language.Say(notice)}[/]");
        Show(walk.Forward, walk, language, Phrase.Way, isBack: false);
        Show(walk.Back, walk, language, Phrase.WayBack, isBack: true);
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

    private static void Show(EquatableList<Hop> hops, PacketWalk walk, WalkLanguage language, Phrase title, bool isBack)
    {
        if (hops.IsEmpty)
            return;
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[bold underline]{language.Say(title)}[/]");
        foreach (var hop in hops)
            Show(hop, language, walk.Drop is { } drop && drop.OnWayBack == isBack && drop.Hop == hop.Number);
    }

    private static void Show(Hop hop, WalkLanguage language, bool isLast)
    {
        var heading = $"[bold {(isLast ? "red" : "white")}]{Markup.Escape(hop.Place)}[/]  {Markup.Escape(language.Place(hop.Kind))}";
        var host = hop.Host.Length > 0 ? $"[bold yellow]{Markup.Escape(hop.Host)}[/] · " : "";
        var devices = WalkText.Devices(hop) is { Length: > 0 } text ? $"  [cyan]{Markup.Escape(text)}[/]" : "";
        AnsiConsole.MarkupLine($"[bold]{hop.Number,3}.[/] {host}{heading}{devices}{(isLast ? " [bold red]✗[/]" : "")}");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(5).PadRight(1)).AddColumn();
        var rows = 0;
        if (hop.Object is { } told)
            Row("", $"[dim]{Markup.Escape(WalkText.Text(told))}[/]");
        foreach (var decision in hop.Decisions)
        {
            var cause = decision.Object is { } responsible && responsible.Id != hop.Object?.Id ? $" [dim]# {Markup.Escape(WalkText.Text(responsible))}[/]" : "";
            Row($"[{Colours[decision.Kind]}]{Markup.Escape(decision.Where)}[/]", $"[{Colours[decision.Kind]}]{Markup.Escape(decision.What)}[/]{cause}");
        }
        foreach (var line in hop.Observed)
            Row("[blue]=[/]", $"[blue]{Markup.Escape(line)}[/]");
        if (hop.Drift is { } drift)
            Row("[bold red]≠[/]", $"[bold red]{Markup.Escape(drift)}[/]");
        if (hop.Before is { } before && hop.After is { } after && HeaderText.Changes(before, after) is { Length: > 0 } changes)
        {
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
