using Naru.NodeContract;

namespace Naru.Agent.Routing.HighAvailability;

/// <summary>The rule by which a host acts on a highly available router (docs/decisions/0015), as a value that knows no clock of its own.</summary>
/// <remarks>
/// A host may act while the server or all hosts that stand by have promised, and one that follows another waits until what
/// it promised to that one is over. All times are of one monotonic clock.
/// </remarks>
/// <param name="host">This host.</param>
/// <param name="start">When this agent began: what an earlier one promised is not remembered.</param>
internal sealed class LeaseTerms(string host, TimeSpan start)
{
    private readonly Dictionary<string, TimeSpan> _peers = [];
    private readonly Dictionary<string, TimeSpan> _promised = [];
    private TimeSpan _server = TimeSpan.MinValue;

    /// <summary>The length of a lease; the server says it.</summary>
    public TimeSpan Length { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The server has answered what was sent then.</summary>
    public void GrantedByServer(TimeSpan sent) => _server = sent + Length > _server ? sent + Length : _server;

    /// <summary>A host that may stand by has answered what was sent then.</summary>
    public void PromisedBy(string peer, TimeSpan sent) =>
        _peers[peer] = _peers.TryGetValue(peer, out var until) && until > sent + Length ? until : sent + Length;

    /// <summary>Decides whether to promise a host not to take over from it, and remembers it.</summary>
    /// <param name="revision">The revision of the view that the host acts on.</param>
    public bool TryPromise(NodeView view, string peer, long revision, TimeSpan now)
    {
        // One that does not know yet that this host has followed it must not be encouraged.
        var hasFollowed = view.Routers.Any(router => router.Election is { } election
            && election.ActiveHost == host && election.PreviousHost == peer && election.Epoch > revision);
        if (hasFollowed)
            return false;
        _promised[peer] = now;
        return true;
    }

    /// <summary>Whether it would end soon without the hosts that stand by.</summary>
    public bool NeedsPeers(TimeSpan now) => _server - now < Length * 0.6;

    /// <summary>How long this host may act on a router; zero: not at all; null: until told otherwise, since nobody else could.</summary>
    public TimeSpan? Rest(NodeElection election, TimeSpan now)
    {
        if (election.ActiveHost != host)
            return TimeSpan.Zero;
        if (election.PreviousHost.Length > 0 && election.PreviousHost != host
            && _promised.GetValueOrDefault(election.PreviousHost, start) + Length > now)
        {
            return TimeSpan.Zero;
        }
        if (election.StandbyHosts.IsEmpty)
            return null;
        var peers = election.StandbyHosts.Items.Min(peer => _peers.GetValueOrDefault(peer, TimeSpan.MinValue));
        var until = peers > _server ? peers : _server;
        return until > now ? until - now : TimeSpan.Zero;
    }
}
