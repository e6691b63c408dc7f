using Naru.Agent.Routing.HighAvailability;
using Naru.Agent.Specs;
using Naru.NodeContract;

namespace Naru.Agent.Routing.Specs;

/// <summary>Hosts a and b of a highly available router, a server that may be away, and messages that may be lost: never are two active.</summary>
public sealed class LeaseTermsSpecs
{
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Never_are_two_hosts_active() =>
        Gen.Select(Gen.Int[1, 120], Gen.Bool.Array[5]).List[1, 20].Sample(phases =>
        {
            var cloud = new TinyCloud();
            foreach (var (steps, links) in phases)
            {
                for (var step = 0; step < steps; step++)
                {
                    cloud.Advance(aReachesServer: links[0], bReachesServer: links[1], peersReachEachOther: links[2], serverRuns: links[3] || links[4]);
                    Assert.False(cloud.IsActive("a") && cloud.IsActive("b"), $"Two are active at {cloud.Now}.");
                }
            }
        });

    [Fact]
    public void The_other_host_follows_within_two_leases_and_the_active_one_outlives_the_server()
    {
        var cloud = new TinyCloud();
        Run(cloud, 50, a: true, b: true, peers: true, server: true);
        Assert.True(cloud.IsActive("a"));
        // The server is away for as long as it likes.
        Run(cloud, 1000, a: false, b: false, peers: true, server: false);
        Assert.True(cloud.IsActive("a"));
        Run(cloud, 50, a: true, b: true, peers: true, server: true);
        Assert.True(cloud.IsActive("a"));
        // Host a is gone.
        Run(cloud, 100, a: false, b: true, peers: false, server: true);
        Assert.False(cloud.IsActive("a"));
        Assert.True(cloud.IsActive("b"));
    }

    [Fact]
    public void One_that_nobody_could_follow_stays_active() => Assert.Null(
        new LeaseTerms("a", TimeSpan.Zero).Rest(new NodeElection("a", "", 1, []), TimeSpan.FromHours(1)));

    private static void Run(TinyCloud cloud, int steps, bool a, bool b, bool peers, bool server)
    {
        for (var step = 0; step < steps; step++)
        {
            cloud.Advance(a, b, peers, server);
            Assert.False(cloud.IsActive("a") && cloud.IsActive("b"));
        }
    }

    /// <summary>The server as docs/decisions/0015 describes it, and both hosts with their real terms.</summary>
    private sealed class TinyCloud
    {
        private static readonly string[] Names = ["a", "b"];
        private readonly Dictionary<string, LeaseTerms> _terms = Names.ToDictionary(name => name, name => new LeaseTerms(name, TimeSpan.Zero));
        private readonly Dictionary<string, NodeView> _views = [];
        private readonly Dictionary<string, TimeSpan> _granted = Names.ToDictionary(name => name, _ => TimeSpan.Zero);
        private NodeElection _election = new("a", "", 1, ["b"]);
        private long _revision = 1;

        public TinyCloud()
        {
            foreach (var name in Names)
                _views[name] = View();
        }

        public TimeSpan Now { get; private set; } = Lease;

        public bool IsActive(string host) => _terms[host].Rest(_views[host].Routers.First().Election!, Now) != TimeSpan.Zero;

        public void Advance(bool aReachesServer, bool bReachesServer, bool peersReachEachOther, bool serverRuns)
        {
            Now += Step;
            foreach (var (host, reaches) in new[] { ("a", aReachesServer), ("b", bReachesServer) })
            {
                if (!reaches || !serverRuns)
                    continue;
                _views[host] = View();
                _granted[host] = Now;
                _terms[host].GrantedByServer(Now - Step);
            }
            if (peersReachEachOther)
            {
                foreach (var (asker, asked) in new[] { ("a", "b"), ("b", "a") })
                {
                    if (_terms[asked].TryPromise(_views[asked], asker, _views[asker].Revision, Now))
                        _terms[asker].PromisedBy(asked, Now - Step);
                }
            }
            if (!serverRuns || Now - _granted[_election.ActiveHost] <= Lease)
                return;
            var next = _election.StandbyHosts[0];
            if (Now - _granted[next] > Lease)
                return;
            _revision++;
            _election = new NodeElection(next, _election.ActiveHost, _revision, [_election.ActiveHost]);
        }

        private NodeView View() => Cloud.View(Cloud.R1 with { Election = _election }) with { Revision = _revision };
    }
}
