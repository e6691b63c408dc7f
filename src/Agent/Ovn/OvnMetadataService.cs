using Microsoft.Extensions.Logging;
using Naru.Agent.Dns;
using Naru.Agent.Metadata;
using Naru.Agent.Namespaces;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Ovn;

/// <summary>Keeps the namespaces <c>ovnmeta-…</c> of the networks whose instances are on this host, with the metadata and the resolver in them.</summary>
internal sealed class OvnMetadataService(
    NetworkNamespace home, string host, CableStyle cables, string defaultDomain, MetadataListeners metadata, ILogger<OvnMetadataService> log)
    : IHostService, IAsyncDisposable
{
    private readonly Dictionary<string, (ulong Space, DnsServer Server)> _resolvers = [];
    private readonly NetworkSpaces<OvnNetworkPlan> _networks = new(
        new NamespaceKeeper(home, host, OvnNetworkPlan.NamespacePrefix, LinkGroups.OvnMetadata, cables, log),
        (view, network, resolvers) => OvnNetworkPlan.Of(view, network, host, defaultDomain, resolvers),
        log.MetadataNotServed);

    public IReadOnlyList<ServicePort> Plug(NodeView view) => _networks.Plug(view);

    public async ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation)
    {
        await _networks.ServeAsync(_resolvers.Keys, (plan, space) => ServeAsync(plan, space, cancellation), StopAsync);
        await metadata.KeepOnlyAsync(OvnNetworkPlan.NamespacePrefix, _networks.Plans.Select(plan => plan.Space.Name).ToHashSet());
        _networks.RemoveOthers();
    }

    /// <summary>How ports are, OVN's southbound database says.</summary>
    public IEnumerable<Observation> Observe(NodeView view) => [];

    public async ValueTask DisposeAsync()
    {
        foreach (var network in _resolvers.Keys.ToList())
            await StopAsync(network);
        await metadata.KeepOnlyAsync(OvnNetworkPlan.NamespacePrefix, new HashSet<string>());
        _networks.Dispose();
    }

    private async ValueTask<Result<Done>> ServeAsync(OvnNetworkPlan plan, KeptNamespace space, CancellationToken cancellation)
    {
        if (space.ConfigureAddresses(plan.Space).Error is { } unconfigured)
            return unconfigured;
        if ((await ResolveAsync(space.Home, plan)).Error is { } silent)
            return silent;
        return await metadata.EnsureAsync(space.Home, space.MetadataAddresses(plan.Space, MetadataServer.InNetwork), MetadataScope.OfNetwork(Guid.Parse(plan.NetworkId)), cancellation);
    }

    private async ValueTask<Result<Done>> ResolveAsync(NetworkNamespace space, OvnNetworkPlan plan)
    {
        if (_resolvers.TryGetValue(plan.NetworkId, out var kept) && kept.Space == space.Identity)
            return await kept.Server.UpdateAsync(plan.Dns);
        await StopAsync(plan.NetworkId);
        return (await DnsServer.StartAsync(space, plan.Dns, log)).Map(server =>
        {
            _resolvers.Add(plan.NetworkId, (space.Identity, server));
            return default(Done);
        });
    }

    private async ValueTask StopAsync(string network)
    {
        if (_resolvers.Remove(network, out var kept))
            await kept.Server.DisposeAsync();
    }
}
