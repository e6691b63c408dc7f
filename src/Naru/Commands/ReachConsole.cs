using System.Text.Json;
using Spectre.Console;

namespace Naru.Commands;

/// <summary>Reachability on a terminal.</summary>
internal static class ReachConsole
{
    /// <summary>A wider matrix is no help; what is in it is listed then.</summary>
    private const int MostColumns = 10;

    /// <summary>More lines than this nobody reads: then what the pairs have in common is told.</summary>
    private const int MostLines = 40;
    private static readonly string[] Outcomes = ["gained", "lost", "not_modelled"];

    public static void Show(JsonElement reach)
    {
        var senders = reach.GetProperty("senders").EnumerateArray().ToList();
        var receivers = reach.GetProperty("receivers").EnumerateArray().ToList();
        var pairs = reach.GetProperty("pairs").EnumerateArray().ToList();
        if (receivers.Count > MostColumns)
        {
            List(pairs);
            return;
        }
        var cells = pairs.ToDictionary(pair => (Text(pair, "from"), Text(pair, "to")), Cell);
        var table = new Table().AddColumn("from ╲ to");
        foreach (var receiver in receivers)
            table.AddColumn(Markup.Escape(Text(receiver, "name")));
        foreach (var sender in senders)
        {
            table.AddRow(receivers
                .Select(receiver => Text(sender, "id") == Text(receiver, "id") ? "" : cells.GetValueOrDefault((Text(sender, "id"), Text(receiver, "id")), "[dim]–[/]"))
                .Prepend($"[bold]{Markup.Escape(Text(sender, "name"))}[/]").ToArray());
        }
        AnsiConsole.Write(table);
    }

    /// <summary>What a change opens and closes.</summary>
    public static void ShowChanges(JsonElement verify)
    {
        Changes(verify, "gained", "[green]+[/]", "reaches");
        Changes(verify, "lost", "[red]-[/]", "does not reach any more");
        foreach (var pair in verify.GetProperty("not_modelled").EnumerateArray().Take(MostLines))
            AnsiConsole.MarkupLineInterpolated($"[yellow]?[/] {Text(pair, "from_name")} → {Text(pair, "to_name")}: not modelled, {Text(pair, "not_modelled")}");
        if (Pairs(verify, "not_modelled") is > MostLines and var unknown)
            AnsiConsole.MarkupLineInterpolated($"[yellow]?[/] {unknown} pairs in all are not modelled.");
        foreach (var broken in verify.GetProperty("broken_invariants").EnumerateArray())
            AnsiConsole.MarkupLineInterpolated($"[bold red]✗[/] It would be refused: it breaks {broken.GetString()}");
        if (ChangesNothing(verify))
            AnsiConsole.WriteLine("Nobody gains or loses reachability.");
    }

    public static bool ChangesNothing(JsonElement verify) => Array.TrueForAll(Outcomes, name => Pairs(verify, name) == 0);

    private static void Changes(JsonElement verify, string name, string mark, string what)
    {
        if (Pairs(verify, name) > MostLines)
        {
            foreach (var kind in verify.GetProperty($"{name}_services").EnumerateArray())
            {
                AnsiConsole.Markup(mark);
                AnsiConsole.MarkupLineInterpolated(
                    $" [bold]{kind.GetProperty("pairs").GetInt32()} pairs[/]: one {what} the other by {Services(kind)}  [dim]e.g. {Text(kind, "from_name")} → {Text(kind, "to_name")}, {Text(kind, "example")}[/]");
            }
            return;
        }
        foreach (var change in verify.GetProperty(name).EnumerateArray())
        {
            AnsiConsole.Markup(mark);
            AnsiConsole.MarkupLineInterpolated($" [bold]{Text(change, "from_name")}[/] {what} [bold]{Text(change, "to_name")}[/] by {Services(change)}  [dim]e.g. {Text(change, "example")}[/]");
        }
    }

    private static int Pairs(JsonElement verify, string name) => verify.GetProperty($"{name}_pairs").GetInt32();

    private static void List(List<JsonElement> pairs)
    {
        var table = new Table().AddColumns("from", "to", "what");
        foreach (var pair in pairs)
            table.AddRow(Markup.Escape(Text(pair, "from_name")), Markup.Escape(Text(pair, "to_name")), Cell(pair));
        AnsiConsole.Write(table);
    }

    private static string Cell(JsonElement pair) => pair.TryGetProperty("not_modelled", out var reason)
        ? $"[yellow]not modelled: {Markup.Escape(reason.GetString() ?? "")}[/]"
        : $"[green]{Markup.Escape(Services(pair))}[/]";

    private static string Services(JsonElement pair) => string.Join(", ", pair.GetProperty("services").EnumerateArray().Select(word => word.GetString()));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
