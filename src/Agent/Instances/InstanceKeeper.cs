using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Naru.Agent.Instances.Disks;
using Naru.Agent.Instances.Plugging;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>Keeps the instances of this host: one care each, beside the rounds of the switch, which never wait for one.</summary>
/// <param name="address">Where hosts reach this one; null: they do not.</param>
/// <param name="send">Brings a report on its way; false: it could not be taken.</param>
internal sealed class InstanceKeeper(
    InstanceDirectory directory, InstanceDrivers drivers, ImageStore images, InstanceSnapshots snapshots, DiskMoves moves, InstancePlugs plugs, IpAddress? address, Func<NodeReport, bool> send, ILogger<InstanceKeeper> log)
    : IHostService, IReporter, IAsyncDisposable
{
    private static readonly TimeSpan ImageLook = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<string, InstanceCare> _cares = [];
    private readonly ConcurrentDictionary<string, Task> _running = [];
    private readonly ConcurrentDictionary<string, NodeInstanceState> _states = [];
    private readonly ConcurrentQueue<NodeInstanceState> _news = [];
    private readonly InstanceDisks _disks = new(images);
    private NodeView? _view;
    private DateTime _imagesSeen;

    /// <summary>Finds what an earlier agent has left, before the first round.</summary>
    public void Adopt()
    {
        images.Clean();
        foreach (var id in directory.Instances())
        {
            var files = directory.Of(id);
            // Whether the firewall is hybrid is seen by the devices that are there.
            foreach (var nic in InstanceRecord.Load(files)?.Nics ?? [])
                plugs.Adopt(nic.Key);
        }
    }

    public IReadOnlyList<ServicePort> Plug(NodeView view)
    {
        if (ReferenceEquals(view, _view))
            return [];
        var before = _view;
        _view = view;
        foreach (var id in view.Instances.Select(instance => instance.Id).Concat(_cares.Keys).Concat(before is null ? directory.Instances() : []).Distinct().ToList())
        {
            var wanted = Wanted(view, id);
            if (!_cares.TryGetValue(id, out var care))
                Start(id, wanted, view);
            else if (before is null || !Equals(wanted, Wanted(before, id)))
                care.Want(wanted, view);
            else if (wanted is not null && wanted.PortIds.Items.Any(port => !Equals(view.Ports.Find(port), before.Ports.Find(port))))
                care.See(view);
        }
        return [];
    }

    public ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation)
    {
        foreach (var (id, care) in _cares)
        {
            // What left the view and came back in the meantime is another care's.
            if (_running.TryGetValue(id, out var task) && task.IsCompleted && _cares.TryRemove(id, out _) && Wanted(view, id) is { } wanted)
                Start(id, wanted, view);
        }
        foreach (var (id, state) in _states)
        {
            // That it is gone is said until the server knows.
            if (state.Power is null && view.Instances.Find(id) is null)
                _states.TryRemove(KeyValuePair.Create(id, state));
        }
        if (DateTime.UtcNow - _imagesSeen > ImageLook)
        {
            _imagesSeen = DateTime.UtcNow;
            images.KeepOnly(view.Instances.SelectMany(instance => new[] { instance.Image, instance.RescueImage }).OfType<NodeInstanceImage>());
        }
        return ValueTask.CompletedTask;
    }

    public IEnumerable<Observation> Observe(NodeView view) => [];

    public void TellAll()
    {
        if (!_states.IsEmpty)
            send(new NodeReport(null, 0, []) { Instances = _states.Values.ToEquatableList() });
    }

    /// <summary>Ends the cares. The instances run on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        foreach (var task in _running.Values)
        {
            try
            {
                await task;
            }
            catch (OperationCanceledException)
            {
                // Asked to end.
            }
        }
        _ended.Dispose();
    }

    private static NodeInstance? Wanted(NodeView view, string id) => view.Instances.Find(id) is { IsLeaving: false } wanted ? wanted : null;

    private void Start(string id, NodeInstance? wanted, NodeView view)
    {
        if (!Guid.TryParse(id, out _))
        {
            log.InstanceRefused(id);
            return;
        }
        var care = new InstanceCare(id, directory.Of(id), drivers, _disks, plugs, snapshots, moves, address, Report, log);
        care.Want(wanted, view);
        _cares[id] = care;
        _running[id] = Task.Run(() => care.RunAsync(_ended.Token));
    }

    private void Report(NodeInstanceState state)
    {
        _states[state.Id] = state;
        _news.Enqueue(state);
        var news = new List<NodeInstanceState>();
        while (_news.TryDequeue(out var next))
            news.Add(next);
        if (news.Count > 0 && !send(new NodeReport(null, 0, []) { Instances = news.ToEquatableList() }))
            log.ReportLost(news.Count);
    }
}
