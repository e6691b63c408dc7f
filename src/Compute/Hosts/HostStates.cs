using Naru.Network.Nodes;
using Naru.State;

namespace Naru.Compute.Hosts;

/// <summary>How the hosts of instances are.</summary>
internal static class HostStates
{
    /// <summary>Whether its agent is attached, and nobody has said that it is down.</summary>
    public static bool IsUp(IStateReader state, ComputeHost host) => !host.IsForcedDown && state.In(NodeTable.Table).Find(host.Id) is { IsAttached: true };

    /// <summary>The zone that it is in: that of an aggregate, or the one that its agent was told.</summary>
    public static string ZoneOf(IStateReader state, string host, string fallback) =>
        ComputeTables.AggregatesByHost.Of(state, host).Select(aggregate => aggregate.Zone).FirstOrDefault(zone => zone is not null)
        ?? (state.In(NodeTable.Table).Find(host) is { AvailabilityZone.Length: > 0 } node ? node.AvailabilityZone : fallback);

    public static ComputeUsage UsageOf(IStateReader state, string host)
    {
        var usage = new ComputeUsage(0, 0, 0, 0);
        foreach (var server in ComputeTables.ServersByHost.Of(state, host))
            usage = new ComputeUsage(usage.Servers + 1, usage.Vcpus + server.Flavor.Vcpus, usage.Ram + server.Flavor.Ram, usage.Disk + server.Flavor.LocalGiB);
        return usage;
    }
}
