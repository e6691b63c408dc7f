using System.CommandLine;
using Naru.Lab;

namespace Naru.Commands;

/// <summary><c>naru lab …</c>: everything about the hosts of the lab.</summary>
internal static class LabCommand
{
    public static Command Create() => new("lab", "The hosts of the lab and the instances on them.")
    {
        CreateUp(),
        DownCommand.Create(),
        StatusCommand.Create(),
        LabExecCommand.Create(),
        LabImageCommand.Create(),
        LabInstanceCommand.Create(),
        LabDhcpv6Command.Create(),
        LabForgeCommand.Create(),
        LabSolicitCommand.Create(),
        LabTaggedPingCommand.Create(),
    };

    /// <summary>The hosts by themselves, to work with bridges and namespaces by hand.</summary>
    private static Command CreateUp()
    {
        var lab = Options.Lab();
        var computes = Options.Computes();
        var port = Options.Port();
        var command = new Command("up", "Brings up the hosts with their Open vSwitch, without server and agents.") { lab, computes, port };
        command.SetAction((parsed, cancellation) => Answer.ChangingLabAsync(parsed.GetRequiredValue(lab), async directory =>
        {
            await Progress.StepAsync("hosts with their Open vSwitch", () => new LabHosts(directory)
                .UpAsync(parsed.GetRequiredValue(computes), parsed.GetRequiredValue(port), cancellation));
            return Answer.Success;
        }));
        return command;
    }
}
