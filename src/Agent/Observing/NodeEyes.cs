using System.Globalization;
using Naru.Agent.Instances;
using Naru.Agent.Server;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Route;
using Naru.Protocols.Ovsdb.Unixctl;

namespace Naru.Agent.Observing;

/// <summary>Looks at the switch through its control socket, and into the namespaces of this host. It changes nothing.</summary>
/// <param name="runDirectory">Where Open vSwitch keeps its sockets.</param>
/// <param name="bridges">Looks at the Linux bridges of this host.</param>
/// <param name="instances">Looks at the instances of this host; null: it has none.</param>
internal sealed class NodeEyes(string runDirectory, BridgeLook bridges, InstanceEyes? instances = null) : INodeEyes
{
    private const string TraceCommand = "ofproto/trace";
    private const string TraceOnCommand = "ofproto/trace-packet-out";
    private const string NextState = "--ct-next";

    /// <summary>Each pass through connection tracking takes one of these.</summary>
    private const int MostPasses = 4;

    public async Task<NodeAnswer> LookAsync(NodeQuestion question, CancellationToken cancellation)
    {
        var found = question switch
        {
            { Kind: NodeQuestionKind.Trace, Words: [var bridge, var packet, ..] } => await TraceAsync(TraceCommand, [bridge, packet, .. NextStates(question.Words.Skip(2))], cancellation),
            { Kind: NodeQuestionKind.TraceOn, Words: [var bridge, var packet, var table, ..] } when byte.TryParse(table, CultureInfo.InvariantCulture, out var number) =>
                await TraceAsync(TraceOnCommand, [bridge, packet, .. NextStates(question.Words.Skip(3)), $"resubmit(,{number})"], cancellation),
            { Kind: NodeQuestionKind.Route, Words: [var space, var address] } => RouteLook.Find(space, address, RoutingTable.Main),
            { Kind: NodeQuestionKind.Route, Words: [var space, var address, var table] } when uint.TryParse(table, CultureInfo.InvariantCulture, out var number) =>
                RouteLook.Find(space, address, number),
            { Kind: NodeQuestionKind.Gateway, Words: [var space, var device, _, _, _, _, _] } => RouteLook.Choose(space, device, [.. question.Words.Skip(2)]),
            { Kind: NodeQuestionKind.Bridge, Words: [var bridge, var mac, var source, var destination, var protocol] } when byte.TryParse(protocol, CultureInfo.InvariantCulture, out var number) =>
                bridges.Find(bridge, mac, source, destination, number),
            { Kind: NodeQuestionKind.Chains } => bridges.Rules(question.Words),
            _ when instances is not null => instances.Look(question),
            _ => Error.Invalid($"'{question.Kind}' about '{string.Join("', '", question.Words.Items)}' is not understood."),
        };
        return found.TryGet(out var text, out var error) ? new NodeAnswer(question.Id, false, text) : new NodeAnswer(question.Id, true, error.Message);
    }

    private Task<Result<string>> TraceAsync(string command, IReadOnlyList<string> words, CancellationToken cancellation) =>
        UnixctlClient.CallAsync(runDirectory, "ovs-vswitchd", command, words, cancellation);

    private static IEnumerable<string> NextStates(IEnumerable<string> states) =>
        states.SelectMany(state => Enumerable.Repeat((string[])[NextState, state], MostPasses)).SelectMany(words => words);
}
