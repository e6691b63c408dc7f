using Naru.Network.AddressGroups;
using Naru.Network.FloatingIps;
using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;
using Naru.Walk.Reach;

namespace Naru.Walk.Invariants;

/// <summary>Refuses every write that would let somebody reach whom an invariant forbids.</summary>
/// <remarks>
/// It asks what the API's objects intend, not what is up at present: hosts come and ports are wired without anybody to refuse it to. So it
/// looks only at writes that change an intention, and of the pairs only at those that the write touches.
/// </remarks>
public sealed class ReachGuard : IWriteGuard
{
    public Result<Done> Check(IStateReader before, Transaction after)
    {
        foreach (var breach in Breaches(before, after))
        {
            return before.In(ReachInvariantTable.Table).Find(breach.Invariant.Id) is null
                ? Error.Conflict("InvariantDoesNotHold", $"It does not hold now, {breach.Text}.")
                : Error.Conflict("InvariantBroken", $"The change would break {breach.Text}.");
        }
        return Done.Ok;
    }

    /// <summary>What a write would break: the first breach of each invariant.</summary>
    internal static IEnumerable<Breach> Breaches(IStateReader before, Transaction after)
    {
        if (after.In(ReachInvariantTable.Table).Count == 0)
            yield break;
        var changes = after.Changes.Where(ChangesIntention).ToList();
        if (changes.Count == 0)
            yield break;
        var touched = TouchedPorts.Of(before, after, changes);
        var map = new ReachMap(after, ReachBasis.Intended);
        foreach (var invariant in after.In(ReachInvariantTable.Table).All.OrderBy(invariant => invariant.Id, StringComparer.Ordinal))
        {
            var isNew = before.In(ReachInvariantTable.Table).Find(invariant.Id) is null;
            if (!isNew && touched.IsEmpty)
                continue;
            if (Breach.Find(after, map, invariant, isNew ? null : touched) is { } breach)
                yield return breach;
        }
    }

    private static bool ChangesIntention(Change change) => (change.Before ?? change.After) switch
    {
        Port => !Equals(IntentionOf((Port?)change.Before), IntentionOf((Port?)change.After)),
        Router => !Equals(IntentionOf((Router?)change.Before), IntentionOf((Router?)change.After)),
        Subnet => !Equals(IntentionOf((Subnet?)change.Before), IntentionOf((Subnet?)change.After)),
        FloatingIp => !Equals(IntentionOf((FloatingIp?)change.Before), IntentionOf((FloatingIp?)change.After)),
        SecurityGroupRule or AddressGroup or PortForwarding or Segment => true,
        ReachInvariant => change.Before is null,
        _ => false,
    };

    private static object? IntentionOf(Port? port) => port is null ? null : (
        port.NetworkId, port.AdminStateUp, port.FixedIps, port.AllowedAddressPairs, port.SecurityGroupIds, port.PortSecurityEnabled, port.DeviceOwner, port.DeviceId);

    private static object? IntentionOf(Router? router) => router is null ? null : (router.AdminStateUp, router.Gateways, router.Routes, router.EnableSnat);

    private static object? IntentionOf(Subnet? subnet) => subnet is null ? null : (subnet.NetworkId, subnet.Cidr, subnet.GatewayIp, subnet.HostRoutes);

    private static object? IntentionOf(FloatingIp? floating) =>
        floating is null ? null : (floating.FloatingAddress, floating.PortId, floating.FixedAddress, floating.RouterId);
}
