using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Network;

public sealed class NodeStreamSpecs
{
    private static readonly string[] Networks = ["$internal", "$backend", "$isolated"];
    private static readonly string[] Groups = ["$web", "$db", "$loose"];
    private static readonly string[] Hosts = [TestCloud.ComputeHost, L3Cloud.NetworkHost, ""];

    private static readonly Gen<Step[]> AnySteps = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 99], Gen.Bool,
        (what, network, group, host, which, isTold) => new Step(what, Networks[network], Groups[group], Hosts[host], which, isTold)).Array[1, 15];

    [Fact]
    public async Task Any_sequence_of_changes_tells_a_host_what_it_would_be_told_from_scratch()
    {
        await using var cloud = await CloudAsync();
        var streams = new[] { TestCloud.ComputeHost, L3Cloud.NetworkHost }.Select(host => new Listener(host, cloud.State)).ToList();
        await AnySteps.SampleAsync(
            async steps =>
            {
                foreach (var step in steps)
                {
                    var before = cloud.State;
                    await TakeAsync(cloud, step);
                    var commits = await cloud.CommitsSinceAsync(before);
                    foreach (var stream in streams)
                    {
                        stream.Look(commits);
                        // Often a host is told of several commits at once.
                        if (step.IsTold)
                            stream.Check(cloud.State);
                    }
                }
                streams.ForEach(stream => stream.Check(cloud.State));
            },
            iter: 40, threads: 1);
        Assert.True(streams[0].Patches > 0);
    }

    private static async Task<L3Cloud> CloudAsync()
    {
        var cloud = await L3Cloud.StartAsync();
        await cloud.ConnectAsync();
        await cloud.AddAsync("alpha", "$isolated", "networks", "network", "{}");
        foreach (var group in Groups)
            await cloud.AddAsync("alpha", group, "security-groups", "security_group", $$"""{"name":"{{group}}"}""");
        foreach (var (of, remote) in new[] { ("$web", "$db"), ("$db", "$db") })
        {
            await cloud.AddAsync("alpha", "$rule" + of, "security-group-rules", "security_group_rule",
                $$"""{"security_group_id":"{{of}}","remote_group_id":"{{remote}}","direction":"ingress","ethertype":"IPv4"}""");
        }
        await cloud.AddAsync("alpha", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$external"}""");
        return cloud;
    }

    // What is refused is as good as not asked.
    private static async Task TakeAsync(L3Cloud cloud, Step step)
    {
        var (_, listed) = await cloud.SendAsync("admin", "GET", "ports?project_id=alpha&device_owner=compute:nova&fields=id");
        var ports = listed.GetProperty("ports").EnumerateArray().Select(port => port.GetProperty("id").GetString()!).ToList();
        var port = ports.Count > 0 ? ports[step.Which % ports.Count] : "none";
        switch (step.What)
        {
            case < 3:
                await cloud.SendAsync("admin", "POST", "ports", $$$"""
                    {"port":{"project_id":"alpha","network_id":"{{{step.Network}}}","device_owner":"compute:nova","device_id":"vm",
                    "binding:host_id":"{{{step.Host}}}","security_groups":["{{{step.Group}}}"]}}
                    """);
                break;
            case 3:
                await cloud.SendAsync("admin", "DELETE", $"ports/{port}");
                break;
            case 4:
                await PutAsync($$"""{"security_groups":["{{step.Group}}"]}""");
                break;
            case 5:
                await PutAsync($$"""{"binding:host_id":"{{step.Host}}"}""");
                break;
            case 6:
                await PutAsync($$"""{"allowed_address_pairs":[{"ip_address":"10.9.0.{{step.Which}}"}]}""");
                break;
            case 7:
                await PutAsync($$"""{"mac_address":"fa:16:3e:00:00:{{step.Which:00}}","name":"n{{step.Which}}"}""");
                break;
            case 8:
                await cloud.SendAsync("alpha", "PUT", "floatingips/$fip", $$$"""{"floatingip":{"port_id":{{{(step.Which < 30 || port == "none" ? "null" : $"\"{port}\"")}}}}}""");
                break;
            default:
                await cloud.SendAsync("alpha", "PUT", $"networks/{step.Network}", $$$"""{"network":{"name":"n{{{step.Which}}}"}}""");
                break;
        }

        Task PutAsync(string attributes) => cloud.SendAsync("admin", "PUT", $"ports/{port}", $$"""{"port":{{attributes}}}""");
    }

    private sealed record Step(int What, string Network, string Group, string Host, int Which, bool IsTold);

    /// <summary>A host that is told by its stream, and compares.</summary>
    private sealed class Listener
    {
        private readonly NodeStream _stream;
        private NodeView _told;

        public Listener(string host, Snapshot state)
        {
            _stream = new NodeStream(host, []);
            _told = NodeView.Empty.Apply(_stream.Complete(state));
        }

        /// <summary>How often it was told without looking at everything.</summary>
        public int Patches { get; private set; }

        public void Look(IReadOnlyList<Commit> commits)
        {
            foreach (var commit in commits)
                _stream.Look(commit, [.. commit.Changes.Where(NodeConcern.IsNews)]);
        }

        public void Check(Snapshot state)
        {
            using var noNews = new CancellationTokenSource();
            var isPatch = true;
            var next = _stream.NextAsync(
                () =>
                {
                    isPatch = false;
                    return state;
                },
                noNews.Token);
            if (next.IsCompletedSuccessfully)
            {
                _told = _told.Apply(next.Result);
                Patches += isPatch ? 1 : 0;
            }
            noNews.Cancel();
            var difference = NodeViewBuilder.Build(state, _stream.Host).Since(_told);
            Assert.True(difference.IsEmpty, $"{_stream.Host}: {difference}");
        }
    }
}
