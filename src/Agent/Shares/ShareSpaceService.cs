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
    private readonly NamespaceKeeper _spaces = new(home, host, ShareSpacePlan.NamespacePrefix, LinkGroups.Share, cables, log);
    private readonly Dictionary<string, string> _problems = [];
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
            Note(plan.Name, Configure(plan).Error);
        foreach (var gone in _problems.Keys.Where(name => !_plans.Any(plan => plan.Name == name)).ToList())
            _problems.Remove(gone);
        _spaces.RemoveOthers(_plans);
        _isEmpty = _plans.Count == 0;
        return ValueTask.CompletedTask;
    }

    public IEnumerable<Observation> Observe(NodeView view) => [];

    public void Dispose() => _spaces.Dispose();

    private Result<Done> Configure(NamespacePlan plan)
    {
        if (_spaces.ProblemOf(plan.Name) is { } unplugged)
            return unplugged;
        return _spaces.Find(plan.Name) is { } space
            ? space.ConfigureAddresses(plan).Then(_ => space.ConfigureRoutes(plan)).Then(_ => space.ConfigurePolicies(plan))
            : Error.NotFound("ENOENT", $"Namespace '{plan.Name}' is not there.");
    }

    private void Note(string space, Error? problem)
    {
        if (problem is null)
            _problems.Remove(space);
        else if (_problems.GetValueOrDefault(space) != problem.Message)
        {
            _problems[space] = problem.Message;
            log.ShareSpaceFailed(space, problem.Message);
        }
    }
}
