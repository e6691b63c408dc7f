using System.Net;
using Naru.Agent.Dns;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>The networks that are served on this host from a namespace each, and what keeps one of them from being served.</summary>
/// <param name="keeper">Keeps their namespaces; from now on this object's.</param>
/// <param name="planOf">What a network needs here, with whom the host itself asks for names; null: nothing.</param>
/// <param name="failed">Told the network and the reason when serving it begins to fail.</param>
internal sealed class NetworkSpaces<TPlan>(
    NamespaceKeeper keeper, Func<NodeView, NodeNetwork, EquatableList<IPEndPoint>, TPlan?> planOf, Action<string, string> failed) : IDisposable
    where TPlan : class, INetworkPlan
{
    private readonly ProblemBook _problems = new(failed);
    private NodeView? _view;
    private IReadOnlyList<NamespacePlan> _spaces = [];

    public IReadOnlyList<TPlan> Plans { get; private set; } = [];

    public bool IsServed(string network) => _problems.Of(network) is null;

    /// <summary>Makes the plans of a new view, and what is missing of the namespaces and their devices; gives the devices that are there.</summary>
    public IReadOnlyList<ServicePort> Plug(NodeView view)
    {
        if (!ReferenceEquals(view, _view))
        {
            _view = view;
            var resolvers = ResolvConf.Read();
            Plans = [.. view.Networks.OrderBy(network => network.Id, StringComparer.Ordinal).Select(network => planOf(view, network, resolvers)).OfType<TPlan>()];
            _spaces = [.. Plans.Select(plan => plan.Space)];
        }
        return keeper.Plug(_spaces);
    }

    /// <summary>Serves every network that has its namespace, and forgets those that are not served here any more.</summary>
    /// <param name="served">Those that have servers.</param>
    /// <param name="serve">Brings the servers of a network into the state of its plan.</param>
    /// <param name="stop">Ends the servers of a network.</param>
    public async ValueTask ServeAsync(
        IEnumerable<string> served, Func<TPlan, KeptNamespace, ValueTask<Result<Done>>> serve, Func<string, ValueTask> stop)
    {
        foreach (var plan in Plans)
            _problems.Note(plan.NetworkId, (await ServeAsync(plan, serve)).Error);
        var wanted = Plans.Select(plan => plan.NetworkId).ToHashSet();
        foreach (var gone in served.Where(network => !wanted.Contains(network)).ToList())
            await stop(gone);
        _problems.KeepOnly(wanted);
    }

    /// <summary>Removes the namespaces of networks that are not served here any more; nothing listens in them.</summary>
    public void RemoveOthers() => keeper.RemoveOthers(_spaces);

    public void Dispose() => keeper.Dispose();

    private ValueTask<Result<Done>> ServeAsync(TPlan plan, Func<TPlan, KeptNamespace, ValueTask<Result<Done>>> serve) =>
        keeper.Ready(plan.Space.Name).TryGet(out var space, out var unready) ? serve(plan, space) : new(unready);
}
