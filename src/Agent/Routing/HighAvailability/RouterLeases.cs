using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Routing.HighAvailability;

/// <summary>Knows on which highly available routers this host may act right now, and opens and shuts their gates.</summary>
internal sealed class RouterLeases(string host, WakeUp wakeUp, TimeProvider time, ILogger<RouterLeases> log)
{
    private readonly Lock _lock = new(); // Guards everything below: the reconcile loop and the loops of signs of life meet here.
    private readonly LeaseTerms _terms = new(host, TimeSpan.Zero);
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<string, LeaseGate> _gates = [];
    private readonly HashSet<string> _unwritten = [];
    private ImmutableHashSet<string> _held = [];
    private NodeView? _view;

    /// <summary>The revision of the view that the gates stand for.</summary>
    public long Revision
    {
        get
        {
            lock (_lock)
                return _view?.Revision ?? 0;
        }
    }

    /// <summary>The time that answers are counted from.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Looks at a view, and brings the gates to what may be done now.</summary>
    /// <returns>The routers that this host may act on.</returns>
    public ImmutableHashSet<string> Look(NodeView view)
    {
        lock (_lock)
        {
            if (_view is null || view.Revision >= _view.Revision)
                _view = view;
            return Settle();
        }
    }

    /// <summary>Sees to it that a router's devices have a gate before they have addresses.</summary>
    public Result<Done> Guard(NodeRouter router, NetworkNamespace home, EquatableList<string> devices)
    {
        lock (_lock)
        {
            var gate = _gates.GetValueOrDefault(router.Id);
            if (gate is not null && gate.Identity == home.Identity && gate.Devices == devices)
                return Done.Ok;
            var fresh = new LeaseGate(home);
            var made = fresh.Make(devices, _terms.Rest(router.Election!, Now)); // Only highly available routers are guarded.
            if (made.Succeeded)
                _gates[router.Id] = fresh;
            return made;
        }
    }

    /// <summary>The gates of other routers have gone with their namespaces.</summary>
    public void KeepOnly(IReadOnlySet<string> routers)
    {
        lock (_lock)
        {
            foreach (var gone in _gates.Keys.Where(id => !routers.Contains(id)).ToList())
                _gates.Remove(gone);
        }
    }

    public void GrantedByServer(TimeSpan sent, int milliseconds)
    {
        lock (_lock)
        {
            if (milliseconds <= 0)
                return;
            _terms.Length = TimeSpan.FromMilliseconds(milliseconds);
            _terms.GrantedByServer(sent);
        }
    }

    public void PromisedBy(string peer, TimeSpan sent)
    {
        lock (_lock)
            _terms.PromisedBy(peer, sent);
    }

    /// <summary>Whether a host is promised not to be followed for the length of a lease.</summary>
    public bool TryPromise(string peer, IpAddress address, long revision)
    {
        lock (_lock)
            return _view is { } view && view.Peers.Find(peer)?.TunnelAddress == address && _terms.TryPromise(view, peer, revision, Now);
    }

    /// <summary>The hosts to ask now.</summary>
    public IReadOnlyList<NodePeer> ToAsk()
    {
        lock (_lock)
        {
            return _view is not { } view || !_terms.NeedsPeers(Now)
                ? []
                : [.. view.Routers.Select(router => router.Election).OfType<NodeElection>()
                    .Where(election => election.ActiveHost == host)
                    .SelectMany(election => election.StandbyHosts.Items).Distinct()
                    .Select(view.Peers.Find).OfType<NodePeer>()];
        }
    }

    /// <summary>Brings the gates to what may be done now; wakes the reconcile loop when that is something else than before.</summary>
    public void Renew()
    {
        lock (_lock)
        {
            var before = _held;
            if (!ReferenceEquals(Settle(), before))
                wakeUp.Set();
        }
    }

    private ImmutableHashSet<string> Settle()
    {
        if (_view is not { } view)
            return _held;
        var now = Now;
        var held = new HashSet<string>();
        foreach (var router in view.Routers)
        {
            if (router.Election is not { } election)
                continue;
            var rest = _terms.Rest(election, now);
            if (rest != TimeSpan.Zero)
                held.Add(router.Id);
            Write(router.Id, rest);
        }
        foreach (var id in _gates.Keys.Where(id => view.Routers.Find(id) is not { Election: not null }))
            Write(id, TimeSpan.Zero);
        foreach (var id in held.Except(_held))
            log.RouterTaken(id);
        foreach (var id in _held.Except(held))
            log.RouterLeft(id);
        return held.SetEquals(_held) ? _held : _held = [.. held];
    }

    private void Write(string router, TimeSpan? rest)
    {
        if (!_gates.TryGetValue(router, out var gate))
            return;
        if (gate.Open(rest).Error is not { } refused)
            _unwritten.Remove(router);
        else if (_unwritten.Add(router))
            log.LeaseNotWritten(router, refused.Message);
    }
}
