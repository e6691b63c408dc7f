using Microsoft.Extensions.Logging;
using Naru.Agent.Namespaces;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Shares;

/// <summary>Keeps the namespaces <c>qshare-…</c> of share servers, with their ports.</summary>
internal sealed class ShareSpaceService(NetworkNamespace home, string host, CableStyle cables, ILogger<ShareSpaceService> log) : IHostService, IDisposable
{
    private readonly NamespaceKeeper _spaces = new(home, host, NodeShareServers.NamespacePrefix, LinkGroups.Share, cables, log);
    private readonly ProblemBook _problems = new(log.ShareSpaceFailed);
    private NodeView? _view;
    private IReadOnlyList<NamespacePlan> _plans = [];

    // Hosts without share servers are many, and then nothing is to be looked for.
    private bool _isEmpty;

    public IReadOnlyList<ServicePort> Plug(NodeView view)
    {
        if (!ReferenceEquals(view, _view))
        {
            _view = view;
            _plans = [.. ShareSpacePlan.All(view, host)];
        }
        _isEmpty &= _plans.Count == 0;
        return _isEmpty ? [] : _spaces.Plug(_plans);
    }

    public ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation)
    {
        if (_isEmpty)
            return ValueTask.CompletedTask;
        foreach (var plan in _plans)
            _problems.Note(plan.Name, Configure(plan).Error);
        _problems.KeepOnly(_plans.Select(plan => plan.Name).ToHashSet());
        _spaces.RemoveOthers(_plans);
        _isEmpty = _plans.Count == 0;
        return ValueTask.CompletedTask;
    }

    public IEnumerable<Observation> Observe(NodeView view) => [];

    public void Dispose() => _spaces.Dispose();

    private Result<Done> Configure(NamespacePlan plan) => _spaces.Ready(plan.Name)
        .Then(space => space.ConfigureAddresses(plan).Then(_ => space.ConfigureRoutes(plan)).Then(_ => space.ConfigurePolicies(plan)));
}
