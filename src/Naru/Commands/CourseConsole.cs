using Naru.Tour;
using Naru.Tour.Running;
using Naru.Walk.Telling;
using Naru.Walk.Told;
using Spectre.Console;

namespace Naru.Commands;

/// <summary>Shows the course on a terminal.</summary>
internal sealed class CourseConsole(TourLanguage language) : ITeller
{
    public void Say(Said text) => AnsiConsole.WriteLine($"\n{text.In(language)}");

    public void Command(string? host, string line) =>
        AnsiConsole.MarkupLineInterpolated($"\n[bold yellow]{(host is null ? "" : $"[{host}]")}[/][bold]{(host is null ? "$" : "#")} {line}[/]");

    public void Output(string text) => AnsiConsole.WriteLine(text);

    public void Walk(PacketWalk walk) => WalkConsole.Show(walk, language is TourLanguage.Korean ? WalkLanguage.Korean : WalkLanguage.English, WalkDetail.Full);
}
