using System.CommandLine;

namespace Naru.Commands;

/// <summary>The language in which something is told: as asked, or that of the terminal.</summary>
internal static class WalkLanguageOption
{
    public static Option<string> Create()
    {
        var option = new Option<string>("--lang")
        {
            Description = "The language: 'ko' or 'en'.",
            DefaultValueFactory = _ => OfTerminal(),
        };
        option.AcceptOnlyFromAmong("ko", "en");
        return option;
    }

    private static string OfTerminal() =>
        (Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LANG"))?.StartsWith("ko", StringComparison.Ordinal) is true ? "ko" : "en";
}
