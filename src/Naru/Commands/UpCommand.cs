using System.CommandLine;
using Naru.Lab;

namespace Naru.Commands;

/// <summary><c>naru up</c>: the lab's hosts.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var lab = Options.Lab();
        var computes = Options.Computes();
        var port = Options.Port();
        var command = new Command("up", "Brings a cloud of several hosts up on this machine.") { lab, computes, port };
        command.SetAction((parsed, cancellation) => Answer.ChangingLabAsync(parsed.GetRequiredValue(lab), async directory =>
        {
            await new LabHosts(directory).UpAsync(parsed.GetRequiredValue(computes), parsed.GetRequiredValue(port), cancellation);
            return Answer.Success;
        }));
        return command;
    }
}
