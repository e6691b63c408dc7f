using Naru.Protocols.OpenFlow;

namespace Naru.Walk.Switching;

/// <summary>A table that a packet went through.</summary>
/// <param name="Flow">The flow it met; null: none, and it was dropped.</param>
/// <param name="Clauses">The flows that made up a conjunctive match.</param>
/// <param name="Tracking">What connection tracking said before this table; null where it was not asked.</param>
internal sealed record FlowStep(byte Table, Flow? Flow, IReadOnlyList<Flow> Clauses, string? Tracking);
