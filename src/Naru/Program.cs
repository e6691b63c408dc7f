using System.CommandLine;
using Naru.Commands;
using Spectre.Console;

namespace Naru;

internal static class Program
{
    /// <summary>All that the program does, a file each.</summary>
    public static RootCommand Commands() => new("Naru: OpenStack networking in one program, and a lab of several hosts to try it in.")
    {
        UpCommand.Create(),
        ModeCommand.Create(),
        DownCommand.Create(),
        StatusCommand.Create(),
        LogsCommand.Create(),
        OpenrcCommand.Create(),
        LabCommand.Create(),
        CourseCommand.Create(),
        WalkCommand.Create(),
        ReachCommand.Create(),
        VerifyCommand.Create(),
        InvariantCommand.Create(),
        HistoryCommand.Create(),
        DiffCommand.Create(),
        ServerCommand.Create(),
        AgentCommand.Create(),
        DoctorCommand.Create(),
        HostNetworkCommand.Create(),
        BenchCommand.Create(),
        MatrixCommand.Create(),
    };

    private static async Task<int> Main(string[] args)
    {
        // A file or a pipe has no width; tables in it are not to be folded at 80 columns.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 200;
        var parsed = Commands().Parse(args);
        return await parsed.InvokeAsync(RevertingCommand.HowEnded(parsed));
    }
}
