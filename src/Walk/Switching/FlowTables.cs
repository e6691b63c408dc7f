using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Walk.Switching;

/// <summary>The flows of a bridge, ready to be looked up.</summary>
internal sealed class FlowTables(IEnumerable<Flow> flows)
{
    private readonly Dictionary<byte, List<Flow>> _tables = flows.GroupBy(flow => flow.Table)
        .ToDictionary(table => table.Key, table => table.OrderByDescending(flow => flow.Priority).ToList());

    /// <summary>Adds a flow that another one learned.</summary>
    public void Add(Flow flow)
    {
        if (!_tables.TryGetValue(flow.Table, out var table))
            _tables.Add(flow.Table, table = []);
        if (table.Contains(flow))
            return;
        var place = table.FindIndex(other => other.Priority < flow.Priority);
        table.Insert(place < 0 ? table.Count : place, flow);
    }

    /// <summary>The flow that a packet meets in a table; null: none, which drops it.</summary>
    /// <param name="clauses">Of a conjunctive match, the flows that together were one.</param>
    public Flow? Find(byte table, FlowFields packet, out IReadOnlyList<Flow> clauses)
    {
        clauses = [];
        if (!_tables.TryGetValue(table, out var flows))
            return null;
        for (var first = 0; first < flows.Count;)
        {
            var end = first;
            while (end < flows.Count && flows[end].Priority == flows[first].Priority)
                end++;
            var matching = flows.GetRange(first, end - first).Where(flow => packet.Matches(flow.Match)).ToList();
            if (matching.Find(flow => !IsClause(flow)) is { } found)
                return found;
            if (Conjunctive(flows, packet, matching, out clauses) is { } joined)
                return joined;
            first = end;
        }
        return null;
    }

    private static Flow? Conjunctive(List<Flow> table, FlowFields packet, List<Flow> matching, out IReadOnlyList<Flow> clauses)
    {
        clauses = [];
        var complete = matching
            .SelectMany(flow => flow.Instructions.Apply.Items.OfType<Conjunction>().Select(conjunction => (flow, conjunction)))
            .GroupBy(clause => clause.conjunction.Id)
            .Where(group => group.Select(clause => clause.conjunction.Clause).Distinct().Count() == group.First().conjunction.Clauses);
        foreach (var group in complete.OrderBy(group => group.Key))
        {
            var marked = packet.Clone();
            marked[Oxm.ConjId] = group.Key;
            if (table.Find(flow => !IsClause(flow) && flow.Match.TryGet(Oxm.ConjId, out _) && marked.Matches(flow.Match)) is not { } flow)
                continue;
            clauses = [.. group.OrderBy(clause => clause.conjunction.Clause).DistinctBy(clause => clause.conjunction.Clause).Select(clause => clause.flow)];
            return flow;
        }
        return null;
    }

    private static bool IsClause(Flow flow) => flow.Instructions.Apply.Items.Any(action => action is Conjunction);
}
