using System.CommandLine;
using Naru.Commands;
using Spectre.Console;

// A file or a pipe has no width; tables in it are not to be folded at 80 columns.
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 200;

var root = new RootCommand("Naru: OpenStack networking in one program, and a lab of several hosts to try it in.")
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
var parsed = root.Parse(args);
return await parsed.InvokeAsync(RevertingCommand.HowEnded(parsed));
