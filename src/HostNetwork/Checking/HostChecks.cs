using System.Globalization;
using Naru.Primitives;

namespace Naru.HostNetwork.Checking;

/// <summary>Finds what on a host conflicts with the agent. Pure: facts in, findings out.</summary>
/// <remarks>What mends a conflict with another program says that our devices are none of its business, and leaves it all others.</remarks>
public static class HostChecks
{
    private static readonly string[] BridgeParameters = ["net/bridge/bridge-nf-call-iptables", "net/bridge/bridge-nf-call-ip6tables"];

    private const string ManagerFile = "/etc/NetworkManager/conf.d/90-naru.conf";
    private const string NetworkdFile = "/etc/systemd/network/05-naru.network";
    private const string ModulesFile = "/etc/modules-load.d/naru.conf";
    private const string ParametersFile = "/etc/sysctl.d/90-naru.conf";
    private const string StrictFilter = "1";

    public static IReadOnlyList<HostFinding> Of(HostFacts facts, HostNeeds needs) =>
    [
        .. NetworkManager(facts),
        .. Networkd(facts),
        .. Firewalld(facts, needs),
        .. Modules(facts, needs),
        .. BridgedFrames(facts),
        .. ReversePath(facts, needs),
        .. Forwarding(facts),
        .. Underlay(facts, needs),
    ];

    private static IEnumerable<HostFinding> NetworkManager(HostFacts facts)
    {
        var content = $"[keyfile]\nunmanaged-devices={string.Join(';', HostNeeds.Devices.Select(device => $"interface-name:{device}"))}\n";
        if (!facts.Runs("NetworkManager") || Content(facts, ManagerFile) == content)
            yield break;
        yield return new HostFinding(
            "NetworkManager",
            "it manages every device that appears",
            "it may take addresses and bridges from devices of ports, or give them some",
            Change("Devices of the agent are none of NetworkManager's", [new HostFile(ManagerFile, content)], [HostCommand.Of("nmcli", "general", "reload")]));
    }

    private static IEnumerable<HostFinding> Networkd(HostFacts facts)
    {
        var content = $"# The agent's devices. The name sorts before other files: the first that matches counts.\n[Match]\nName={string.Join(' ', HostNeeds.Devices.Items)}\n\n[Link]\nUnmanaged=yes\n";
        if (!facts.Runs("systemd-networkd") || Content(facts, NetworkdFile) == content)
            yield break;
        var wide = facts.ManagerFiles.Items.Where(file => file.Path.EndsWith(".network", StringComparison.Ordinal) && file.Path != NetworkdFile).FirstOrDefault(MatchesOurs);
        if (wide is null)
            yield break;
        yield return new HostFinding(
            "systemd-networkd",
            $"'{wide.Path}' matches devices of the agent",
            "it takes from them what it has not configured itself",
            Change("Devices of the agent are none of systemd-networkd's", [new HostFile(NetworkdFile, content)], [HostCommand.Of("networkctl", "reload")]));
    }

    private static IEnumerable<HostFinding> Firewalld(HostFacts facts, HostNeeds needs)
    {
        if (!facts.Runs("firewalld") || needs.TunnelPorts.IsEmpty)
            yield break;
        var ports = needs.TunnelPorts.Select(port => string.Create(CultureInfo.InvariantCulture, $"{port}/udp")).ToList();
        yield return new HostFinding(
            "firewalld",
            "it filters what arrives, and was not asked whether it lets tunnels in",
            $"packets of other hosts' instances may be dropped ({string.Join(", ", ports)})",
            Change(
                "Tunnels may arrive",
                [],
                [HostCommand.Of(["firewall-cmd", "--permanent", .. ports.Select(port => $"--add-port={port}")]), HostCommand.Of("firewall-cmd", "--reload")],
                [HostCommand.Of(["firewall-cmd", "--permanent", .. ports.Select(port => $"--remove-port={port}")]), HostCommand.Of("firewall-cmd", "--reload")]));
    }

    private static IEnumerable<HostFinding> Modules(HostFacts facts, HostNeeds needs)
    {
        var missing = needs.Modules.Items.Where(need => !facts.Modules.Items.Contains(need.Module)).ToList();
        var loadable = missing.Where(need => facts.LoadableModules.Items.Contains(need.Module)).ToList();
        foreach (var (module, purpose) in missing.Except(loadable))
            yield return new HostFinding("kernel", $"it has no module {module}, and none can be loaded", $"there will be no {purpose}", null);
        if (loadable.Count == 0)
            yield break;
        var names = loadable.Select(need => need.Module).ToList();
        yield return new HostFinding(
            "kernel",
            $"not loaded: {string.Join(", ", names)}",
            $"there may be no {string.Join(", ", loadable.Select(need => need.Purpose))}",
            Change(
                "Modules that the agent needs are loaded",
                [new HostFile(ModulesFile, string.Concat(names.Select(name => $"{name}\n")))],
                [.. names.Select(name => HostCommand.Of("modprobe", name))]));
    }

    // The agent shows the packets of its own bridges to nftables; all other bridges have their own rules, or none.
    private static IEnumerable<HostFinding> BridgedFrames(HostFacts facts)
    {
        var on = BridgeParameters.Where(key => facts.Parameters.GetValueOrDefault(key) == "1").ToList();
        if (on.Count == 0)
            yield break;
        yield return Parameters(
            "br_netfilter",
            "frames of every bridge pass the host's own IP firewall (bridge-nf-call-…)",
            "rules that others made for the host, such as Docker's, drop packets of instances",
            "Only bridges of the agent show their packets to the firewall",
            on.ToDictionary(key => key, _ => "0"),
            facts);
    }

    private static IEnumerable<HostFinding> ReversePath(HostFacts facts, HostNeeds needs)
    {
        if (Tunnel(facts, needs) is not { } device)
            yield break;
        var key = $"net/ipv4/conf/{device.Name}/rp_filter";
        var strict = new[] { key, "net/ipv4/conf/all/rp_filter" }.Where(each => facts.Parameters.GetValueOrDefault(each) == StrictFilter).ToList();
        if (strict.Count == 0)
            yield break;
        yield return Parameters(
            "rp_filter",
            $"packets must arrive at '{device.Name}' by the way that answers take (strict)",
            "tunnels from hosts that are reached by another card are dropped without a word",
            "Tunnels may arrive by another way than answers take",
            strict.ToDictionary(each => each, _ => "2"),
            facts);
    }

    private static IEnumerable<HostFinding> Forwarding(HostFacts facts)
    {
        if (facts.Parameters.GetValueOrDefault("net/ipv4/ip_forward") == "1")
        {
            yield return new HostFinding(
                "ip_forward",
                "the host itself routes (net.ipv4.ip_forward = 1)",
                "the agent does not need it: its routers are in namespaces. Where the host has an address on a flat network, it is a way around them. Turn it off unless something else needs it",
                null);
        }
    }

    private static IEnumerable<HostFinding> Underlay(HostFacts facts, HostNeeds needs)
    {
        if (needs.LocalAddress is not { } address)
            yield break;
        if (Tunnel(facts, needs) is not { } device)
            yield return new HostFinding("underlay", $"no device has the address of the tunnels, {address}", "no tunnel works: give a device the localAddress of the agent's configuration", null);
        else if (device.Mtu < needs.NeededMtu)
        {
            yield return new HostFinding(
                "underlay", $"'{device.Name}' has an MTU of {device.Mtu}",
                $"full frames of tunnel networks need {needs.NeededMtu}: raise it here and at the switches behind, or lower the MTU of the networks", null);
        }
    }

    private static HostLink? Tunnel(HostFacts facts, HostNeeds needs) =>
        needs.LocalAddress is { } address ? facts.Links.Items.FirstOrDefault(link => link.Addresses.Items.Contains(address)) : null;

    private static HostFinding Parameters(
        string topic, string found, string consequence, string purpose, Dictionary<string, string> values, HostFacts facts)
    {
        // What an earlier check wrote into the file stays in it.
        var lines = (Content(facts, ParametersFile) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Concat(values.Select(pair => $"{pair.Key} = {pair.Value}")).Distinct();
        return new HostFinding(topic, found, consequence, Change(
            purpose,
            [new HostFile(ParametersFile, string.Concat(lines.Select(line => $"{line}\n")))],
            [.. values.Select(pair => HostCommand.Of("sysctl", "-q", "-w", $"{pair.Key}={pair.Value}"))],
            [.. values.Keys.Select(key => HostCommand.Of("sysctl", "-q", "-w", $"{key}={facts.Parameters[key]}"))]));
    }

    private static HostChange Change(string purpose, EquatableList<HostFile> files, EquatableList<HostCommand> commands, EquatableList<HostCommand>? undo = null) =>
        new(purpose, files, commands, undo ?? [.. commands.Where(command => command.Words[^1] == "reload")]);

    private static string? Content(HostFacts facts, string path) => facts.ManagerFiles.Items.FirstOrDefault(file => file.Path == path)?.Content;

    // [Match] Name= with a pattern that one of our names has the beginning of, or nothing but a type.
    private static bool MatchesOurs(HostFile file)
    {
        var names = file.Content.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("Name=", StringComparison.Ordinal))
            .SelectMany(line => line["Name=".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (file.Content.Contains("Unmanaged=yes", StringComparison.Ordinal))
            return false;
        return names.Count == 0 || names.Exists(name => name.EndsWith('*')
            && HostNeeds.Devices.Items.Any(device => device.TrimEnd('*').StartsWith(name.TrimEnd('*'), StringComparison.Ordinal)));
    }
}
