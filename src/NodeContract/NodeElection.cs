using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>Which host serves a highly available router. The rule by which hosts act on it is in docs/decisions/0015.</summary>
/// <param name="ActiveHost">The host that was named last; empty: nobody is, and one of the others is about to be.</param>
/// <param name="PreviousHost">Who was active before; whoever follows owes it the promises it gave.</param>
/// <param name="Epoch">The revision of the state in which the active host was named.</param>
/// <param name="StandbyHosts">The hosts that may be named next.</param>
public sealed record NodeElection(string ActiveHost, string PreviousHost, long Epoch, EquatableList<string> StandbyHosts);
