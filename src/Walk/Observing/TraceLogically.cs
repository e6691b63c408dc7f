using Naru.Primitives;

namespace Naru.Walk.Observing;

/// <summary>Asks OVN's southbound database what its logical flows do with a packet: the text of <c>ovn-trace</c>.</summary>
/// <param name="datapath">The logical switch or router at which the packet begins.</param>
/// <param name="packet">The packet as an expression (ovn-sb(5), Logical_Flow).</param>
/// <param name="state">What connection tracking says of it each time that it is asked: <c>new</c>, <c>est,rpl</c>.</param>
/// <param name="way">Which of its routes a router takes that has several, from 1; null: it has not.</param>
public delegate Task<Result<string>> TraceLogically(string datapath, string packet, string state, int? way, CancellationToken cancellation);
