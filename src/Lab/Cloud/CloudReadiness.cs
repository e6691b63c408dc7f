using Naru.Primitives;

namespace Naru.Lab.Cloud;

/// <summary>Waits until the cloud itself says that its parts are at work.</summary>
public static class CloudReadiness
{
    // Their ports only keep an address; nothing is ever plugged into them.
    private const string FloatingIpOwner = "network:floatingip";
    private const string LocalIpOwner = "network:local_ip";
    private const string SubPortOwner = "trunk:subport";

    /// <summary>Every host of the cloud has reported: a port bound before that would have nobody to wire it.</summary>
    public static async Task<Result<Done>> WaitForAgentsAsync(CloudClient cloud, LabState state, CancellationToken cancellation)
    {
        var missing = state.Hosts.Where(host => host.Agent is not null).Select(host => host.Host.Name).ToHashSet();
        Error? refused = null;
        var reported = await Waiting.UntilAsync(
            async () =>
            {
                if ((await cloud.ListAsync(CloudResources.Agents, "", cancellation)).TryGet(out var agents, out refused))
                    missing.ExceptWith(agents.GroupBy(agent => agent.Host).Where(host => host.All(agent => agent.Alive)).Select(host => host.Key));
                return missing.Count == 0 || refused is not null ? missing : null;
            },
            "",
            cancellation);
        if (refused is not null)
            return refused;
        return reported.Succeeded
            ? Done.Ok
            : reported.Error with { Message = $"After {Waiting.Limit} no agent of {string.Join(", ", missing)} has reported to the server: 'naru logs HOST' shows why." };
    }

    // All agents of a lab start at once, and a change that is given up for a slow one is taken back at a great price.
    private static readonly TimeSpan HostPatience = TimeSpan.FromSeconds(120);

    /// <summary>The ids of all ports that are ACTIVE: after a change of their hosts they are to be so again.</summary>
    public static async Task<Result<IReadOnlySet<string>>> ActivePortsAsync(CloudClient cloud, CancellationToken cancellation) =>
        (await cloud.ListAsync(CloudResources.Ports, "", cancellation)).Map<IReadOnlySet<string>>(ports => ports.Where(port => port.IsActive).Select(port => port.Id).ToHashSet());

    /// <summary>A host has reported, and those of the given ports that are on it are ACTIVE.</summary>
    public static async Task<Result<Done>> WaitForHostAsync(CloudClient cloud, string host, IReadOnlySet<string> wanted, CancellationToken cancellation)
    {
        var lacking = "its agent has not reported";
        var ready = await Waiting.UntilAsync(
            async () =>
            {
                if ((await cloud.ListAsync(CloudResources.Agents, $"host={host}", cancellation)).TryGet(out var agents, out _)
                    && agents.Count > 0 && agents.All(agent => agent.Alive)
                    && (await cloud.ListAsync(CloudResources.Ports, $"binding:host_id={host}", cancellation)).TryGet(out var ports, out _))
                    lacking = string.Join(", ", ports.Where(port => !port.IsActive && wanted.Contains(port.Id)).Select(Describe));
                return lacking.Length == 0 ? lacking : null;
            },
            "",
            HostPatience,
            cancellation);
        return ready.Succeeded ? Done.Ok : ready.Error with { Message = $"After {HostPatience.TotalSeconds:0} s host '{host}' is not at work: {lacking}. 'naru logs {host}' shows why." };
    }

    /// <summary>Every port that something is plugged into is ACTIVE.</summary>
    public static async Task<Result<Done>> WaitForPortsAsync(CloudClient cloud, CancellationToken cancellation) =>
        (await new CloudServers(cloud).OffAsync(cancellation)).TryGet(out var off, out var error)
            ? await WaitForPortsAsync(cloud, ports => Plugged(ports, off), cancellation)
            : error;

    /// <summary>The given ports are ACTIVE, as far as they are there.</summary>
    public static Task<Result<Done>> WaitForPortsAsync(CloudClient cloud, IReadOnlySet<string> wanted, CancellationToken cancellation) =>
        WaitForPortsAsync(cloud, ports => ports.Where(port => wanted.Contains(port.Id)), cancellation);

    // A subport is plugged with its trunk's parent, and only there.
    private static IEnumerable<CloudPort> Plugged(IReadOnlyList<CloudPort> ports, IReadOnlySet<string> off)
    {
        var plugged = ports
            .Where(port => port.DeviceOwner is not ("" or FloatingIpOwner or LocalIpOwner or SubPortOwner) && !off.Contains(port.DeviceId))
            .ToList();
        var carried = plugged.SelectMany(port => port.TrunkDetails?.SubPorts ?? []).Select(sub => sub.PortId).ToHashSet();
        return plugged.Concat(ports.Where(port => carried.Contains(port.Id))).Where(port => port.AdminStateUp);
    }

    private static async Task<Result<Done>> WaitForPortsAsync(
        CloudClient cloud, Func<IReadOnlyList<CloudPort>, IEnumerable<CloudPort>> wanted, CancellationToken cancellation)
    {
        IReadOnlyList<CloudPort> waiting = [];
        var active = await Waiting.UntilAsync(
            async () =>
            {
                if ((await cloud.ListAsync(CloudResources.Ports, "", cancellation)).TryGet(out var ports, out _))
                    waiting = [.. wanted(ports).Where(port => !port.IsActive)];
                return waiting.Count == 0 ? waiting : null;
            },
            "",
            cancellation);
        return active.Succeeded
            ? Done.Ok
            : active.Error with { Message = $"After {Waiting.Limit} {waiting.Count} ports are not ACTIVE: {string.Join(", ", waiting.Select(Describe))}." };
    }

    private static string Describe(CloudPort port) =>
        $"{port.Id} ({port.DeviceOwner} on '{port.HostId}', {port.Status}{(port.BindingFailure is { } reason ? $": {reason}" : "")})";
}
