using System.CommandLine;
using Naru.Lab;
using Spectre.Console;

namespace Naru.Commands;

/// <summary><c>naru down</c>: ends the lab and leaves nothing.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var lab = Options.Lab();
        var command = new Command("down", "Ends the lab and removes all of it.") { lab };
        command.SetAction((parsed, cancellation) => Answer.ChangingLabAsync(parsed.GetRequiredValue(lab), async directory =>
        {
            var existed = await new LabHosts(directory).DownAsync(cancellation);
            AnsiConsole.MarkupLineInterpolated($"{(existed ? "The lab is down and left nothing." : "There was no lab to end.")}");
            return Answer.Success;
        }));
        return command;
    }
}
