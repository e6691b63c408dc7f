using Microsoft.Extensions.Logging;
using Naru.Agent.Dns;
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
    private readonly NamespaceKeeper _spaces = new(home, host, DhcpNetworkPlan.NamespacePrefix, LinkGroups.Dhcp, cables, log);
    private readonly Dictionary<string, NetworkServers> _servers = [];
    private readonly Dictionary<string, Error> _problems = [];
    private NodeView? _view;
    private IReadOnlyList<DhcpNetworkPlan> _plans = [];
    private IReadOnlyList<NamespacePlan> _spacePlans = [];

    public IReadOnlyList<ServicePort> Plug(NodeView view)
    {
        if (!ReferenceEquals(view, _view))
        {
            _view = view;
            var resolvers = ResolvConf.Read();
            _plans = [.. view.Networks.OrderBy(network => network.Id, StringComparer.Ordinal)
                .Select(network => DhcpNetworkPlan.Of(view, network, defaultDomain, resolvers)).OfType<DhcpNetworkPlan>()];
            _spacePlans = [.. _plans.Select(plan => plan.Space)];
        }
        return _spaces.Plug(_spacePlans);
    }

    public async ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation)
    {
        foreach (var plan in _plans)
            Note(plan.NetworkId, (await ConfigureAsync(plan, cancellation)).Error);
        var wanted = _plans.Select(plan => plan.NetworkId).ToHashSet();
        foreach (var gone in _servers.Keys.Where(network => !wanted.Contains(network)).ToList())
            await StopAsync(gone);
        foreach (var gone in _problems.Keys.Where(network => !wanted.Contains(network)).ToList())
            _problems.Remove(gone);
        await metadata.KeepOnlyAsync(
            DhcpNetworkPlan.NamespacePrefix, _plans.Where(plan => plan.ServesMetadata).Select(plan => plan.Space.Name).ToHashSet());
        _spaces.RemoveOthers(_spacePlans);
    }

    public IEnumerable<Observation> Observe(NodeView view) =>
        from servers in _servers.Values
        where !_problems.ContainsKey(servers.Plan.NetworkId)
        from port in servers.Plan.PortIds
        where view.Ports.Find(port) is not null
        select new Observation(ObservedKind.Dhcp, port, Condition.Active, "");

    public async ValueTask DisposeAsync()
    {
        foreach (var network in _servers.Keys.ToList())
            await StopAsync(network);
        await metadata.KeepOnlyAsync(DhcpNetworkPlan.NamespacePrefix, new HashSet<string>());
        _spaces.Dispose();
    }

    private async ValueTask<Result<Done>> ConfigureAsync(DhcpNetworkPlan plan, CancellationToken cancellation)
    {
        if (_spaces.ProblemOf(plan.Space.Name) is { } unplugged)
            return unplugged;
        if (_spaces.Find(plan.Space.Name) is not { } space)
            return Error.NotFound("ENOENT", $"Namespace '{plan.Space.Name}' is not there.");
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
        if (servers is not null)
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

    private void Note(string network, Error? problem)
    {
        if (problem is null)
            _problems.Remove(network);
        else if (_problems.GetValueOrDefault(network) != problem)
        {
            _problems[network] = problem;
            log.DhcpFailed(network, problem.Message);
        }
    }
}
