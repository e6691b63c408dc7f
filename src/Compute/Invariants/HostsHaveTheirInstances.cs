using Naru.Compute.Servers;
using Naru.Network.NodeLink;
using Naru.Network.Ports;
using Naru.NodeContract;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Compute.Invariants;

/// <summary>What hosts have of instances, and nothing else, is what the API says. Hosts that are away, or have no data plane, are not asked.</summary>
internal sealed class HostsHaveTheirInstances(Store store, NodeStreams hosts) : IHostInvariant
{
    private const int ShortId = 11;

    public string Rule => "A host runs the instances that the API says are on it, and has nothing of any other.";

    public async Task<IReadOnlyList<Violation>> ViolationsAsync(CancellationToken cancellation)
    {
        // All at once: one that does not answer is waited for, for a while.
        var found = await Task.WhenAll(store.Current.In(ComputeTables.Hosts).All.Select(host => ViolationsOfAsync(host.Id, cancellation)));
        return [.. found.SelectMany(violations => violations)];
    }

    private async Task<IEnumerable<Violation>> ViolationsOfAsync(string host, CancellationToken cancellation)
    {
        var answer = await hosts.AskAsync(host, NodeQuestionKind.Instances, [], cancellation);
        return answer.Then(InstanceTrace.Read).TryGet(out var traces, out _) ? Compare(store.Current, host, traces) : [];
    }

    internal static IEnumerable<Violation> Compare(IStateReader state, string host, IReadOnlyList<InstanceTrace> traces)
    {
        var servers = ComputeTables.ServersByHost.Of(state, host).ToDictionary(server => server.Id);
        // One that is coming has its cards before its ports are moved.
        var coming = servers.Values.Where(server => server.Host != host).SelectMany(server => server.Ports.Items).Select(own => own.PortId);
        var ports = PortTable.ByHost.Of(state, host).Select(port => port.Id).Concat(coming).Select(Shortened).ToHashSet();
        foreach (var trace in traces)
        {
            var isKnown = trace.Kind is InstanceTraceKind.Card ? ports.Contains(trace.Owner) : servers.ContainsKey(trace.Owner);
            if (!isKnown)
                yield return new Violation(Violation.Title("host", host), $"has {trace.Name} of {(trace.Kind is InstanceTraceKind.Card ? "port" : "instance")} {trace.Owner}", "nothing of it: the API has none with this id there");
        }
        foreach (var server in servers.Values.Where(server => server.Host == host && IsSettled(server)))
        {
            var title = Violation.Title("server", server.Id, server.Name);
            var runs = traces.Any(trace => trace.Kind is InstanceTraceKind.Process && trace.Owner == server.Id);
            if (runs != (server.Power is not NodeInstancePower.Stopped))
                yield return new Violation(title, runs ? $"runs on {host}" : $"does not run on {host}", ServerStates.Of(server).Status);
            foreach (var port in server.Ports.Select(own => Shortened(own.PortId)))
            {
                if (runs && !traces.Any(trace => trace.Kind is InstanceTraceKind.Card && trace.Owner == port))
                    yield return new Violation(title, $"has no network device for port {port}… on {host}", $"tap{port}");
            }
        }
    }

    private static bool IsSettled(Server server) => ServerStates.Of(server) is { TaskState: null, VmState: not VmStates.Error };

    private static string Shortened(string portId) => portId[..Math.Min(ShortId, portId.Length)];
}
