using Naru.Primitives;

namespace Naru.Walk.Observing;

/// <summary>Asks OVN's southbound database what its logical flows do with a packet: the text of <c>ovn-trace</c>.</summary>
/// <param name="datapath">The logical switch at which the packet begins.</param>
/// <param name="packet">The packet as an expression (ovn-sb(5), Logical_Flow).</param>
/// <param name="state">What connection tracking says of it each time that it is asked: <c>new</c>, <c>est,rpl</c>.</param>
public delegate Task<Result<string>> TraceLogically(string datapath, string packet, string state, CancellationToken cancellation);
