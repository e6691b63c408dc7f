using Naru.Network.Agents;
using Naru.Network.Ml2.MechanismDrivers;
using Naru.Network.Ml2.TypeDrivers;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Engines;

/// <summary>Brings the state of a cloud to the engine that its server was started for: OVN, or the agents of the hosts.</summary>
/// <remarks>
/// One write, which changes nothing the second time. Ports of instances stay bound as they are: a host binds them anew when it comes back with the other
/// mechanism (<see cref="NodeAttachment"/>). Tunnels become those of the engine, as Neutron's migration does it (<c>neutron-ovn-db-sync-util --ovn-neutron_sync_mode migrate</c>).
/// </remarks>
internal sealed class EngineChange(
    Store store, PortLifecycle ports, PortBinder binder, DhcpScheduling dhcp, TypeDriverSet types, NetworkOptions options)
{
    private const string Geneve = "geneve";
    private const string FirstTunnel = "vxlan";

    private static readonly WriteContext Origin = new("engine-change", "");

    /// <summary>The type of tunnels of the engine.</summary>
    private string Tunnel => options.UsesOvn ? Geneve : options.ProjectNetworkTypes.FirstOrDefault(IsTunnel) ?? FirstTunnel;

    /// <returns>An error when the state has what the engine cannot do; nothing is changed then.</returns>
    public async Task<Result<Done>> ApplyAsync(CancellationToken cancellation)
    {
        if (!IsNeeded(store.Current))
            return Done.Ok;
        return await store.WriteAsync(Origin, Apply, cancellation);
    }

    // What hosts said last tells whose the cloud was.
    private bool IsNeeded(IStateReader state) =>
        state.In(NodeTable.Table).All.Any(node => !node.IsSimulated && IsOther(node));

    private bool IsOther(Node node) => node.Mechanism.Length > 0 && (node.Mechanism == OvnDriver.Mechanism) != options.UsesOvn;

    private Result<Done> Apply(Transaction state)
    {
        if (options.UsesOvn && EngineObstacles.ToOvn(state).ToList() is { Count: > 0 } obstacles)
            return Error.Conflict("EngineChangeRefused", $"The cloud cannot be given to OVN: {string.Join("; ", obstacles)}.");
        // A host that does not come back must not have all of this done at the next start again.
        foreach (var node in state.In(NodeTable.Table).All.Where(node => !node.IsSimulated && IsOther(node)).ToList())
            state.Update(NodeTable.Table, node with { Mechanism = "", IsAttached = false, HasMetadataAgent = false, DetachedAt = node.IsAttached ? state.Time : node.DetachedAt });
        foreach (var network in state.In(NetworkTable.Table).All.ToList())
        {
            if (Retype(state, network).Error is { } unnumbered)
                return unnumbered;
            if (options.UsesOvn)
                ServeMetadata(state, network);
            else
                ReserveForDhcp(state, network);
        }
        foreach (var router in state.In(RouterTable.Table).All.ToList())
            Free(state, router);
        return Done.Ok;
    }

    /// <summary>Gives the network the tunnels of the engine, with its numbers as far as they are free, and with room for their headers.</summary>
    private Result<Done> Retype(Transaction state, VirtualNetwork network)
    {
        var segments = SegmentTable.Of(state, network.Id);
        var others = segments.Where(segment => IsTunnel(segment.NetworkType) && segment.NetworkType != Tunnel).ToList();
        foreach (var segment in others)
        {
            if (!types.Reserve(state, network.ProjectId, new SegmentRequest(Tunnel, null, segment.SegmentationId)).TryGet(out var number, out _)
                && !types.Reserve(state, network.ProjectId, new SegmentRequest(Tunnel)).TryGet(out number, out var full))
            {
                return full;
            }
            state.Update(SegmentTable.Table, (segment with { NetworkType = Tunnel, SegmentationId = number.SegmentationId }).Touched(state));
        }
        var limit = SegmentTable.Of(state, network.Id).Select(segment => types.MtuOf(segment.NetworkType, segment.PhysicalNetwork)).DefaultIfEmpty(network.Mtu).Min();
        // What was never chosen follows the engine; a smaller one that somebody chose stays.
        if (network.Mtu > limit || (others.Count > 0 && network.Mtu == DefaultOfOvn))
            state.Update(NetworkTable.Table, (network with { Mtu = limit }).Touched(state));
        return Done.Ok;
    }

    private int DefaultOfOvn => new GeneveTypeDriver(options with { UsesOvn = true }).MtuOf(null);

    /// <summary>The port that answered DHCP answers metadata and names from now on, at the address that instances have been told.</summary>
    private void ServeMetadata(Transaction state, VirtualNetwork network)
    {
        var served = PortTable.ByNetworkAndOwner.Of(state, (network.Id, DeviceOwners.Dhcp)).OrderBy(port => port.CreatedAt).ToList();
        var isNew = MetadataPorts.Find(state, network.Id) is null;
        foreach (var port in served)
        {
            if (isNew && port == served[0])
                Rebind(state, port with { DeviceOwner = DeviceOwners.Distributed, DeviceId = MetadataPorts.DeviceOf(network.Id) });
            else
                ports.Delete(state, port);
        }
        if (network.DhcpHosts.Count > 0)
            state.Update(NetworkTable.Table, state.In(NetworkTable.Table).Find(network.Id)! with { DhcpHosts = [] }); // It was just listed.
        dhcp.Ensure(state, network.Id);
    }

    /// <summary>The port that answered metadata waits for the next host that serves DHCP.</summary>
    private void ReserveForDhcp(Transaction state, VirtualNetwork network)
    {
        if (MetadataPorts.Find(state, network.Id) is { } port)
            Rebind(state, port with { DeviceOwner = DeviceOwners.Dhcp, DeviceId = DeviceOwners.ReservedDhcp });
    }

    // OVN has routers on every host; where there are agents, the next that attaches gets them.
    private void Free(Transaction state, Router router)
    {
        foreach (var port in RouterPorts.Of(state, router.Id).ToList())
            Rebind(state, port);
        if (router.Host.Length > 0)
            RouterScheduling.Store(state, RouterScheduling.Single(router) with { Host = "" });
    }

    private void Rebind(Transaction state, Port port)
    {
        var bound = PortProvisioning.Settle(state, binder.Bind(state, port with { Binding = new PortBinding { Host = "", VnicType = port.Binding.VnicType } }));
        if (bound != state.In(PortTable.Table).Find(port.Id))
            state.Update(PortTable.Table, bound.Touched(state));
    }

    private static bool IsTunnel(string type) => type is "vxlan" or "gre" or Geneve;
}
