using Microsoft.Extensions.Logging;
using Naru.Agent.Metadata;
using Naru.Agent.Namespaces;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Dhcp;

/// <summary>Keeps the DHCP, DNS and metadata of the networks that this host serves: namespaces <c>qdhcp-…</c> and the servers in them.</summary>
internal sealed class DhcpService(
    NetworkNamespace home, string host, CableStyle cables, string defaultDomain, MetadataListeners metadata, ILogger<DhcpService> log)
    : IHostService, IAsyncDisposable
{
    private readonly Dictionary<string, NetworkServers> _servers = [];
    private readonly NetworkSpaces<DhcpNetworkPlan> _networks = new(
        new NamespaceKeeper(home, host, DhcpNetworkPlan.NamespacePrefix, LinkGroups.Dhcp, cables, log),
        (view, network, resolvers) => DhcpNetworkPlan.Of(view, network, defaultDomain, resolvers),
        log.DhcpFailed);

    public IReadOnlyList<ServicePort> Plug(NodeView view) => _networks.Plug(view);

    public async ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation)
    {
        await _networks.ServeAsync(_servers.Keys, (plan, space) => ServeAsync(plan, space, cancellation), StopAsync);
        await metadata.KeepOnlyAsync(
            DhcpNetworkPlan.NamespacePrefix, _networks.Plans.Where(plan => plan.ServesMetadata).Select(plan => plan.Space.Name).ToHashSet());
        _networks.RemoveOthers();
    }

    public IEnumerable<Observation> Observe(NodeView view) =>
        from servers in _servers.Values
        where _networks.IsServed(servers.Plan.NetworkId)
        from port in servers.Plan.PortIds
        where view.Ports.Find(port) is not null
        select new Observation(ObservedKind.Dhcp, port, Condition.Active, "");

    public async ValueTask DisposeAsync()
    {
        foreach (var network in _servers.Keys.ToList())
            await StopAsync(network);
        await metadata.KeepOnlyAsync(DhcpNetworkPlan.NamespacePrefix, new HashSet<string>());
        _networks.Dispose();
    }

    private async ValueTask<Result<Done>> ServeAsync(DhcpNetworkPlan plan, KeptNamespace space, CancellationToken cancellation)
    {
        if (space.ConfigureAddresses(plan.Space).Then(_ => space.ConfigureRoutes(plan.Space)).Error is { } unconfigured)
            return unconfigured;
        if ((await EnsureServersAsync(space.Home, plan)).Error is { } silent)
            return silent;
        if (space.Link(plan.Device) is { } link && _servers[plan.NetworkId].ServeDhcpv6(space.Home, link.Index).Error is { } silentOnIpv6)
            return silentOnIpv6;
        return plan.ServesMetadata
            ? await metadata.EnsureAsync(space.Home, space.MetadataAddresses(plan.Space, MetadataServer.InNetwork), MetadataScope.OfNetwork(Guid.Parse(plan.NetworkId)), cancellation)
            : Done.Ok;
    }

    private async ValueTask<Result<Done>> EnsureServersAsync(NetworkNamespace space, DhcpNetworkPlan plan)
    {
        if (_servers.TryGetValue(plan.NetworkId, out var servers) && servers.AreIn(space) && servers.Plan.Device == plan.Device)
            return await servers.UpdateAsync(plan);
        await StopAsync(plan.NetworkId);
        return (await NetworkServers.StartAsync(space, plan, log)).Map(started =>
        {
            _servers.Add(plan.NetworkId, started);
            return default(Done);
        });
    }

    private async ValueTask StopAsync(string network)
    {
        if (_servers.Remove(network, out var servers))
            await servers.DisposeAsync();
    }
}
