using System.CommandLine;
using Naru.Lab;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Spectre.Console;

namespace Naru.Commands;

/// <summary><c>naru status</c>: what of the lab lives.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var lab = Options.Lab();
        var command = new Command("status", "Shows what of the lab is running.") { lab };
        command.SetAction((parsed, _) => Answer.WithLabAsync(parsed.GetRequiredValue(lab), directory => Task.FromResult(Show(directory))));
        return command;
    }

    private static int Show(LabDirectory directory)
    {
        if (LabState.Load(directory) is not { } state)
            return Answer.Refuse(LabTargets.NoLab(directory));

        var table = new Table().AddColumns("host", "address", "namespaces", "ovsdb-server", "ovs-vswitchd", "agent");
        var complete = state.Server is { IsAlive: true };
        foreach (var host in state.Hosts)
        {
            LabTargets.Host(directory, host.Host.Name).TryGet(out var shell, out _);
            var hasSwitch = state.Mode.MechanismOf(host.Host) is not HostMechanism.LinuxBridge;
            bool[] switchParts = hasSwitch
                ? [shell is not null && OpenVSwitch.Find(shell, OpenVSwitch.DatabaseServer) is not null, shell is not null && OpenVSwitch.Find(shell, OpenVSwitch.Switch) is not null]
                : [];
            var agent = host.Agent is { IsAlive: true };
            complete &= shell is not null && switchParts.All(lives => lives) && (agent || host.Host.Role is HostRole.Outside);
            table.AddRow(
            [
                host.Host.Name, host.Host.UnderlayAddress ?? "", Word(shell is not null), .. hasSwitch ? switchParts.Select(Word) : ["none", "none"],
                host.Host.Role is HostRole.Outside ? "none" : Word(agent),
            ]);
        }
        AnsiConsole.MarkupLine($"server at {CloudCredentials.RootOf(state)}: {Word(state.Server is { IsAlive: true })}");
        AnsiConsole.Write(table);
        return complete ? Answer.Success : Answer.Refused;
    }

    public static string Word(bool lives) => lives ? "[green]up[/]" : "[red]down[/]";
}
