using Naru.Network.Ports;
using Naru.Network.Routers.Distributed;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>Whether a router is on one host, distributed, or highly available, and how it changes from one to the other.</summary>
public sealed class RouterModes(PortLifecycle ports, DistributedPorts distributed)
{
    private static readonly string[] TunnelTypes = ["vxlan", "gre", "geneve"];

    /// <summary>The <c>device_owner</c> of the router's interfaces.</summary>
    public static string InterfaceOwner(Router router) =>
        router.IsDistributed ? DeviceOwners.RouterInterfaceDistributed
        : router.IsHighlyAvailable ? DeviceOwners.RouterInterfaceHighlyAvailable
        : DeviceOwners.RouterInterface;

    /// <summary>The host that the router's interfaces are bound to; those of a distributed router are bound to none.</summary>
    public static string InterfaceHost(Router router) => router.IsDistributed ? "" : router.Host;

    public static Result<Router> Check(Router router) => router is { IsDistributed: true, IsHighlyAvailable: true }
        ? RouterErrors.BadRequest("A router cannot be both distributed and highly available: its way out is on one host. Set one of 'distributed' and 'ha' to false")
        : router;

    /// <summary>An active router keeps its mode.</summary>
    public static Result<Router> CheckChange(Router before, Router after) => (before, after) switch
    {
        _ when before.AdminStateUp && before.IsHighlyAvailable != after.IsHighlyAvailable =>
            RouterErrors.BadRequest("Cannot change HA attribute of active routers. Please set router admin_state_up to False prior to upgrade"),
        _ when before.AdminStateUp && before.IsDistributed != after.IsDistributed =>
            RouterErrors.BadRequest("Cannot change the 'distributed' attribute of active routers. Please set router admin_state_up to False prior to upgrade"),
        _ => Check(after),
    };

    /// <summary>A distributed router sends on behalf of its instances' hosts, which a tunnel carries and a physical network would confuse.</summary>
    public static Result<Done> CheckNetwork(IStateReader state, Router router, string networkId) =>
        router.IsDistributed && !SegmentTable.Of(state, networkId).Any(segment => TunnelTypes.Contains(segment.NetworkType))
            ? RouterErrors.BadRequest(
                $"Network {networkId} cannot be connected to the distributed router {router.Id}: only networks of type vxlan, gre and geneve can; use a centralized router")
            : Done.Ok;

    /// <summary>Brings the router's ports to its mode.</summary>
    public Result<Router> Settle(Transaction state, Router before, Router after)
    {
        if (before.IsHighlyAvailable && !after.IsHighlyAvailable)
            after = RouterScheduling.Single(after);
        var owner = InterfaceOwner(after);
        foreach (var port in RouterPorts.Interfaces(state, after.Id).Where(port => port.DeviceOwner != owner).ToList())
        {
            if (!CheckNetwork(state, after, port.NetworkId).TryGet(out _, out var error))
                return error;
            var moved = port with { DeviceOwner = owner, Binding = new PortBinding { Host = InterfaceHost(after) } };
            if (!ports.Change(state, port, moved).TryGet(out _, out error))
                return error;
        }
        return distributed.SettleSnat(state, after).Map(_ => after);
    }
}
