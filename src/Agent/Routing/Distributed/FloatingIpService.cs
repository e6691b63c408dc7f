using Microsoft.Extensions.Logging;
using Naru.Agent.Namespaces;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Routing.Distributed;

/// <summary>Keeps the namespaces <c>fip-…</c>, in which this host answers for floating IPs of its instances.</summary>
/// <remarks>Comes before the routers: these make their cables into it.</remarks>
internal sealed class FloatingIpService(
    NetworkNamespace home, string host, CableStyle cables, TimeProvider time, ILogger<FloatingIpService> log) : IHostService, IDisposable
{
    private readonly NamespaceKeeper _spaces = new(home, host, FloatingIpSpacePlan.NamespacePrefix, LinkGroups.FloatingIp, cables, log);
    private readonly Announcer _announcer = new(time);
    private readonly Dictionary<string, HashSet<IpAddress>> _announced = [];
    private readonly ProblemBook _problems = new(log.FloatingIpsFailed);
    private NodeView? _view;
    private IReadOnlyList<FloatingIpSpacePlan> _plans = [];
    private IReadOnlyList<NamespacePlan> _spacePlans = [];

    public IReadOnlyList<ServicePort> Plug(NodeView view)
    {
        if (!ReferenceEquals(view, _view))
        {
            _view = view;
            _plans = [.. FloatingIpSpacePlan.All(view)];
            _spacePlans = [.. _plans.Select(plan => plan.Space)];
        }
        return _spaces.Plug(_spacePlans);
    }

    public ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation)
    {
        foreach (var plan in _plans)
            _problems.Note(plan.Space.Name, Configure(plan).Error);
        var names = _spacePlans.Select(plan => plan.Name).ToHashSet();
        foreach (var gone in _announced.Keys.Where(name => !names.Contains(name)).ToList())
            _announced.Remove(gone);
        _problems.KeepOnly(names);
        _spaces.RemoveOthers(_spacePlans);
        _announcer.Send(space => _spaces.Find(space.Home.Name) == space);
        return ValueTask.CompletedTask;
    }

    public IEnumerable<Observation> Observe(NodeView view) => [];

    public void Dispose() => _spaces.Dispose();

    private Result<Done> Configure(FloatingIpSpacePlan plan)
    {
        if (!_spaces.Ready(plan.Space.Name).TryGet(out var space, out var unready))
            return unready;
        // The cables have been made by the routers in the meantime.
        if (space.ReadLinks().Error is { } unread)
            return unread;
        if (space.Connect(plan.Space.Cables).Error is { } unconnected)
            return unconnected;
        if (space.ConfigureAddresses(plan.Space).Error is { } unaddressed)
            return unaddressed;
        if (space.ConfigureRoutes(plan.Space).Error is { } unrouted)
            return unrouted;
        var device = plan.Space.Devices[0];
        var announced = _announced.GetValueOrDefault(plan.Space.Name) ?? [];
        foreach (var address in plan.FloatingIps.Items.Where(address => !announced.Contains(address)))
            _announcer.Add(space, device, address);
        _announced[plan.Space.Name] = [.. plan.FloatingIps];
        return Done.Ok;
    }
}
