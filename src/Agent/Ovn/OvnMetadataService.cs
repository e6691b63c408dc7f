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
    private readonly NamespaceKeeper _spaces = new(home, host, OvnNetworkPlan.NamespacePrefix, LinkGroups.OvnMetadata, cables, log);
    private readonly Dictionary<string, (ulong Space, DnsServer Server)> _resolvers = [];
    private readonly Dictionary<string, Error> _problems = [];
    private NodeView? _view;
    private IReadOnlyList<OvnNetworkPlan> _plans = [];
    private IReadOnlyList<NamespacePlan> _spacePlans = [];

    public IReadOnlyList<ServicePort> Plug(NodeView view)
    {
        if (!ReferenceEquals(view, _view))
        {
            _view = view;
            var resolvers = ResolvConf.Read();
            _plans = [.. view.Networks.OrderBy(network => network.Id, StringComparer.Ordinal)
                .Select(network => OvnNetworkPlan.Of(view, network, host, defaultDomain, resolvers)).OfType<OvnNetworkPlan>()];
            _spacePlans = [.. _plans.Select(plan => plan.Space)];
        }
        return _spaces.Plug(_spacePlans);
    }

    public async ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation)
    {
        foreach (var plan in _plans)
            Note(plan.NetworkId, (await ConfigureAsync(plan, cancellation)).Error);
        var wanted = _plans.Select(plan => plan.NetworkId).ToHashSet();
        foreach (var gone in _resolvers.Keys.Where(network => !wanted.Contains(network)).ToList())
            await StopAsync(gone);
        foreach (var gone in _problems.Keys.Where(network => !wanted.Contains(network)).ToList())
            _problems.Remove(gone);
        await metadata.KeepOnlyAsync(OvnNetworkPlan.NamespacePrefix, _plans.Select(plan => plan.Space.Name).ToHashSet());
        _spaces.RemoveOthers(_spacePlans);
    }

    /// <summary>How ports are, OVN's southbound database says.</summary>
    public IEnumerable<Observation> Observe(NodeView view) => [];

    public async ValueTask DisposeAsync()
    {
        foreach (var network in _resolvers.Keys.ToList())
            await StopAsync(network);
        await metadata.KeepOnlyAsync(OvnNetworkPlan.NamespacePrefix, new HashSet<string>());
        _spaces.Dispose();
    }

    private async ValueTask<Result<Done>> ConfigureAsync(OvnNetworkPlan plan, CancellationToken cancellation)
    {
        if (_spaces.ProblemOf(plan.Space.Name) is { } unplugged)
            return unplugged;
        if (_spaces.Find(plan.Space.Name) is not { } space)
            return Error.NotFound("ENOENT", $"Namespace '{plan.Space.Name}' is not there.");
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

    private void Note(string network, Error? problem)
    {
        if (problem is null)
            _problems.Remove(network);
        else if (_problems.GetValueOrDefault(network) != problem)
        {
            _problems[network] = problem;
            log.MetadataNotServed(network, problem.Message);
        }
    }
}
