using System.CommandLine;
using Naru.Lab;
using Naru.Lab.Processes;

namespace Naru.Commands;

/// <summary><c>naru logs [HOST|server] [-f]</c>: what the server and the agents wrote.</summary>
internal static class LogsCommand
{
    private const string Server = "server";

    public static Command Create()
    {
        var lab = Options.Lab();
        var source = new Argument<string>("source")
        {
            Description = "A host, whose agent's log is shown, or 'server'.",
            DefaultValueFactory = _ => Server,
        };
        var follow = new Option<bool>("--follow", "-f") { Description = "Shows what is added, until Ctrl-C." };
        var command = new Command("logs", "Shows the log of the server or of a host's agent.") { lab, source, follow };
        command.SetAction((parsed, _) => Answer.WithLabAsync(parsed.GetRequiredValue(lab), directory =>
            Task.FromResult(Show(directory, parsed.GetRequiredValue(source), parsed.GetValue(follow)))));
        return command;
    }

    private static int Show(LabDirectory directory, string source, bool follow)
    {
        if (source != Server && !LabTargets.Host(directory, source).TryGet(out _, out var error))
            return Answer.Refuse(error);
        var file = source == Server ? directory.ServerLog : directory.AgentLog(source);
        if (!File.Exists(file))
            return Answer.Refuse($"There is no log of '{source}' yet ({file}): 'naru up' starts server and agents.");
        Tool.Become("tail", follow ? ["--lines=100", "--follow=name", file] : ["--lines=+1", file], new Dictionary<string, string>());
        return Answer.Success;
    }
}
