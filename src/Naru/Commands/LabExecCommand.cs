using System.CommandLine;
using Naru.Lab;

namespace Naru.Commands;

/// <summary><c>naru lab exec HOST -- COMMAND…</c>: the command as if typed on that host.</summary>
internal static class LabExecCommand
{
    public static Command Create()
    {
        var lab = Options.Lab();
        var target = new Argument<string>("target") { Description = "A host or an instance." };
        var words = new Argument<string[]>("command") { Description = "The command and its arguments, after '--'; a shell when left out." };
        var command = new Command("exec", "Runs a command on a host or in an instance.") { lab, target, words };
        command.SetAction((parsed, cancellation) => Answer.WithLabAsync(parsed.GetRequiredValue(lab), async directory =>
        {
            if (!(await LabTargets.InsideAsync(directory, parsed.GetRequiredValue(target), cancellation)).TryGet(out var shell, out var error))
                return Answer.Refuse(error);
            shell.Become(parsed.GetValue(words) is { Length: > 0 } given ? given : ["bash"]);
            return Answer.Success;
        }));
        return command;
    }
}
