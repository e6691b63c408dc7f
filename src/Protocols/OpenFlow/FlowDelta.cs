using Naru.Primitives;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Protocols.OpenFlow;

/// <summary>What to change in a switch so that it has the desired flows.</summary>
/// <param name="Add">Flows that are missing.</param>
/// <param name="Modify">Flows that exist with other instructions, cookie, timeouts or flags; the desired form.</param>
/// <param name="Delete">Flows that should not be.</param>
public sealed record FlowDelta(EquatableList<Flow> Add, EquatableList<Flow> Modify, EquatableList<Flow> Delete)
{
    public bool IsEmpty => Add.IsEmpty && Modify.IsEmpty && Delete.IsEmpty;

    /// <summary>The changes as messages, deletions first because they free room.</summary>
    /// <remarks>
    /// A flow that changes is added again, which replaces all of it but its counters; a modify would leave cookie and
    /// timeouts.
    /// </remarks>
    public IReadOnlyList<FlowMod> ToFlowMods() =>
        [.. Delete.Select(FlowMod.DeleteStrict), .. Modify.Select(FlowMod.Add), .. Add.Select(FlowMod.Add)];

    /// <summary>Compares by <see cref="Flow.Key"/>. Where flows of one side share a key the last one counts, as in a switch.</summary>
    public static FlowDelta Between(IEnumerable<Flow> desired, IEnumerable<Flow> actual)
    {
        var wanted = ByKey(desired);
        var present = ByKey(actual);
        var add = new List<Flow>();
        var modify = new List<Flow>();
        foreach (var (key, flow) in wanted)
        {
            if (!present.Remove(key, out var existing))
                add.Add(flow);
            else if (flow != existing)
                modify.Add(flow);
        }
        return new FlowDelta(add.ToEquatableList(), modify.ToEquatableList(), present.Values.ToEquatableList());
    }

    private static Dictionary<FlowKey, Flow> ByKey(IEnumerable<Flow> flows)
    {
        var byKey = new Dictionary<FlowKey, Flow>(flows.TryGetNonEnumeratedCount(out var count) ? count : 0);
        foreach (var flow in flows)
            byKey[flow.Key] = flow;
        return byKey;
    }
}
