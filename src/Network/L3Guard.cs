using Naru.Network.Agents;
using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network;

/// <summary>What routers, floating IPs and agents say about changes of networks and ports.</summary>
internal sealed class L3Guard(FloatingIpRules floatingIps) : INetworkGuard, IPortGuard
{
    public Result<Done> CheckZones(IStateReader state, EquatableList<string> zones) => AvailabilityZone.Check(state, zones);

    public Result<Done> CheckMadeInternal(Transaction state, VirtualNetwork network)
    {
        ReleaseUnused(state, network);
        return PortTable.ByNetworkAndOwner.Any(state, (network.Id, DeviceOwners.RouterGateway)) || FloatingIpTable.ByNetwork.Any(state, network.Id)
            ? Error.Conflict("ExternalNetworkInUse",
                $"External network {network.Id} cannot be updated to be made non-external, since it has existing gateway ports.")
            : Done.Ok;
    }

    public Result<Done> CheckDeleting(Transaction state, VirtualNetwork network)
    {
        ReleaseUnused(state, network);
        return Done.Ok;
    }

    /// <summary>Removes the floating IPs of a network that lead nowhere (extension <c>floatingip-autodelete-internal</c>).</summary>
    private void ReleaseUnused(Transaction state, VirtualNetwork network)
    {
        foreach (var floating in FloatingIpTable.ByNetwork.Of(state, network.Id))
        {
            // One that is in use keeps its port, and the port keeps the network.
            if (floating.RouterId is not null)
                continue;
            floatingIps.Release(state, floating);
            state.Delete(FloatingIpTable.Table, floating.Id);
        }
    }

    public Result<Done> CheckCreating(Transaction state, Caller caller, Port port) => CheckDevice(state, caller, port);

    public Result<Done> CheckUpdating(Transaction state, Caller caller, Port before, Port after)
    {
        if ((after.DeviceId != before.DeviceId || after.DeviceOwner != before.DeviceOwner)
            && !CheckDevice(state, caller, after).TryGet(out _, out var error))
        {
            return error;
        }
        if (after.RequestedIps is not { } wanted)
            return Done.Ok;
        if (HasFixedAddresses(before.DeviceOwner) && HasOwner(state, before) && !before.FixedIps.Items.All(ip => before.Keeps(wanted, ip.Address)))
        {
            return NetworkErrors.Invalid("BadRequest",
                $"Bad port request: Cannot update the fixed_ips of the port {before.Id}: as a {before.DeviceOwner} it has them from what it belongs to.");
        }
        foreach (var floating in FloatingIpTable.ByPort.Of(state, before.Id))
        {
            if (floating.FixedAddress is { } address && !before.Keeps(wanted, address))
            {
                return NetworkErrors.Invalid("BadRequest",
                    $"Bad port request: Cannot update the fixed_ips of the port {before.Id}, because its original fixed_ip has been associated to a floating ip.");
            }
        }
        return Done.Ok;
    }

    public Result<Done> CheckDeleting(Transaction state, Caller caller, Port port)
    {
        if (DeviceOwners.BelongsToRouter(port.DeviceOwner) && HasOwner(state, port))
        {
            return Error.Conflict("ServicePortInUse",
                $"Port {port.Id} cannot be deleted directly via the port API: has device owner {port.DeviceOwner}.");
        }
        foreach (var floating in FloatingIpTable.ByPort.Of(state, port.Id))
        {
            if (floating.ProjectId != caller.ProjectId && !caller.IsAdmin)
            {
                return Error.Conflict("FipAssociated",
                    $"Unable to complete the operation on port {port.Id} because the port still has an associated floating IP.");
            }
            state.Update(FloatingIpTable.Table, FloatingIpAssociation.Disassociate(floating).Touched(state));
        }
        return Done.Ok;
    }

    // Others know these addresses by heart: the floating IP, the hosts of a distributed or highly available router.
    private static bool HasFixedAddresses(string owner) => owner is DeviceOwners.FloatingIp or DeviceOwners.FloatingIpAgentGateway
        or DeviceOwners.RouterSnat or DeviceOwners.RouterHighlyAvailable or DeviceOwners.RouterInterfaceDistributed;

    // A port that says it is a router's would get that router's packets.
    private static Result<Done> CheckDevice(IStateReader state, Caller caller, Port port) =>
        !caller.IsAdmin && state.In(RouterTable.Table).Find(port.DeviceId) is { } router && router.ProjectId != caller.ProjectId
            ? Error.Conflict("DeviceIDNotOwnedByProject",
                $"The following device_id {port.DeviceId} is not owned by your project or matches another project router.")
            : Done.Ok;

    private static bool HasOwner(IStateReader state, Port port) => port.DeviceOwner == DeviceOwners.FloatingIp
        ? state.In(FloatingIpTable.Table).Contains(port.DeviceId)
        : state.In(RouterTable.Table).Contains(port.DeviceId);
}
