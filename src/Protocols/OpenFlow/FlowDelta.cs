using Naru.Primitives;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Protocols.OpenFlow;

/// <summary>What to change in a switch so that it has the desired flows.</summary>
/// <param name="Add">Flows that are missing.</param>
/// <param name="Modify">Flows that exist with other instructions, cookie, timeouts or flags; the desired form.</param>
/// <param name="Delete">Flows that should not be.</param>
public sealed record FlowDelta(EquatableList<Flow> Add, EquatableList<Flow> Modify, EquatableList<Flow> Delete)
{
    private const int Sight = 64;

    public bool IsEmpty => Add.IsEmpty && Modify.IsEmpty && Delete.IsEmpty;

    /// <summary>The changes as messages, deletions first because they free room.</summary>
    /// <remarks>
    /// A flow that changes is added again, which replaces all of it but its counters; a modify would leave cookie and
    /// timeouts.
    /// </remarks>
    public IReadOnlyList<FlowMod> ToFlowMods() =>
        [.. Delete.Select(FlowMod.DeleteStrict), .. Modify.Select(FlowMod.Add), .. Add.Select(FlowMod.Add)];

    /// <summary>Compares by <see cref="Flow.Key"/>. Where flows of one side share a key the last one counts, as in a switch.</summary>
    public static FlowDelta Between(IEnumerable<Flow> desired, IEnumerable<Flow> actual) => Between([new FlowBlock(desired)], [new FlowBlock(actual)]);

    /// <summary>The same of flows in blocks. Its cost is that of the blocks that differ, and little more.</summary>
    public static FlowDelta Between(IReadOnlyList<FlowBlock> desired, IReadOnlyList<FlowBlock> actual)
    {
        var keys = Differing(desired, actual);
        var wanted = Of(keys, desired);
        var present = Of(keys, actual);
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

    /// <summary>The keys of all flows but those in blocks that are the same objects in the same order on both sides.</summary>
    /// <remarks>From one round to the next most are. Of any other key both sides have the same flows, so that it makes no difference.</remarks>
    private static HashSet<FlowKey> Differing(IReadOnlyList<FlowBlock> after, IReadOnlyList<FlowBlock> before)
    {
        var keys = new HashSet<FlowKey>();
        var (i, j) = (0, 0);
        while (i < after.Count || j < before.Count)
        {
            if (i < after.Count && j < before.Count && ReferenceEquals(after[i], before[j]))
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }
            var (added, removed) = Gap(after, i, before, j);
            for (; added > 0; added--)
                keys.UnionWith(after[i++].Select(flow => flow.Key));
            for (; removed > 0; removed--)
                keys.UnionWith(before[j++].Select(flow => flow.Key));
        }
        return keys;
    }

    /// <summary>How many blocks of each side come before the next one that both have, as far as one can see.</summary>
    private static (int After, int Before) Gap(IReadOnlyList<FlowBlock> after, int i, IReadOnlyList<FlowBlock> before, int j)
    {
        var (more, fewer) = (after.Count - i, before.Count - j);
        if (more == 0 || fewer == 0)
            return (more, fewer);
        for (var distance = 1; distance < Sight; distance++)
        {
            if (distance < more && ReferenceEquals(after[i + distance], before[j]))
                return (distance, 0);
            if (distance < fewer && ReferenceEquals(after[i], before[j + distance]))
                return (0, distance);
            if (distance < more && distance < fewer && ReferenceEquals(after[i + distance], before[j + distance]))
                return (distance, distance);
        }
        return (1, 1);
    }

    /// <summary>The flows with these keys, of all blocks: one that has not changed may have a flow with the key of another's.</summary>
    private static Dictionary<FlowKey, Flow> Of(HashSet<FlowKey> keys, IReadOnlyList<FlowBlock> blocks)
    {
        var byKey = new Dictionary<FlowKey, Flow>();
        if (keys.Count == 0)
            return byKey;
        var hashes = keys.Select(key => key.GetHashCode()).ToHashSet();
        foreach (var block in blocks)
        {
            for (var index = 0; index < block.Count; index++)
            {
                if (hashes.Contains(block.KeyHashes[index]) && keys.Contains(block[index].Key))
                    byKey[block[index].Key] = block[index];
            }
        }
        return byKey;
    }
}
