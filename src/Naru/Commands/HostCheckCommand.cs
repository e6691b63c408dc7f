using System.CommandLine;
using Naru.Agent;
using Naru.HostNetwork;
using Naru.HostNetwork.Applying;
using Naru.HostNetwork.Checking;
using Naru.Network;

namespace Naru.Commands;

/// <summary><c>naru host check</c>: finds what conflicts with the agent, and mends what can be mended by leaving our devices alone.</summary>
internal static class HostCheckCommand
{
    private const int Ill = 2;
    private const int VxlanPort = 4789;
    private const int GenevePort = 6081;

    public static Command Create()
    {
        var config = new Option<FileInfo?>("--config") { Description = "The agent's configuration (JSON); without it, that of an agent with nothing configured." };
        var fix = new Option<bool>("--fix") { Description = "Mend what can be mended; 'naru host undo' takes it back, one thing at a time." };
        var root = HostNetworkCommand.Root();
        var command = new Command("check", "Finds what on this host conflicts with the agent. Ends with 2 when something is left.") { config, fix, root };
        command.SetAction(async (parsed, cancellation) =>
        {
            var configuration = new AgentConfiguration();
            if (parsed.GetValue(config) is { } file)
            {
                if (!AgentConfiguration.Read(file.FullName).TryGet(out var read, out var error))
                    return Answer.Refuse(error);
                configuration = read;
            }
            return await CheckAsync(Needs(configuration), parsed.GetRequiredValue(root).FullName, parsed.GetValue(fix), cancellation);
        });
        return command;
    }

    private static async Task<int> CheckAsync(HostNeeds needs, string root, bool fix, CancellationToken cancellation)
    {
        var left = 0;
        foreach (var finding in HostChecks.Of(new HostFactsReader(root).Read(), needs))
        {
            Console.WriteLine($"{finding.Topic}: {finding.Found}; {finding.Consequence}.");
            if (finding.Fix is null || !fix)
            {
                Console.WriteLine(finding.Fix is null ? "  left to you" : "  --fix mends it");
                left++;
                continue;
            }
            Console.Write(finding.Fix);
            if ((await new HostWriter(root).ApplyAsync(finding.Fix, cancellation)).Error is not { } refused)
                continue;
            Console.WriteLine($"  not mended: {refused.Message}");
            left++;
        }
        Console.WriteLine(left == 0 ? "Nothing conflicts with the agent." : $"{left} left.");
        return left == 0 ? Answer.Success : Ill;
    }

    private static HostNeeds Needs(AgentConfiguration configuration)
    {
        var modules = new List<(string Module, string Purpose)>();
        if (!configuration.IsLinuxBridge && configuration.DatapathType == "system")
            modules.Add(("openvswitch", "switching in the kernel"));
        if (configuration.IsLinuxBridge || configuration.Firewall == "hybrid")
            modules.Add(("br_netfilter", "security groups on Linux bridges"));
        if (configuration.IsLinuxBridge && configuration.LocalAddress is not null)
            modules.Add(("vxlan", "tunnels"));
        if (configuration.IsLinuxBridge && configuration.InterfaceMappings.Count > 0)
            modules.Add(("8021q", "VLAN networks"));
        return new HostNeeds(
            configuration.LocalAddress,
            new NetworkOptions().GlobalPhysicalMtu,
            [.. modules],
            configuration.LocalAddress is null ? [] : [.. configuration.TunnelTypes.Select(type => type switch { "vxlan" => VxlanPort, "geneve" => GenevePort, _ => 0 }).Where(port => port > 0)]);
    }
}
