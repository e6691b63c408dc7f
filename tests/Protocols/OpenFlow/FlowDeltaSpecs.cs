using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Protocols.OpenFlow.Specs;

public class FlowDeltaSpecs
{
    private static readonly Gen<Flow[]> SomeFlows =
        Gen.Select(Gen.Byte[0, 2], Gen.UShort[0, 2], Gen.UInt[1, 3], Gen.UInt[1, 2], (table, priority, inPort, outPort) =>
            new Flow(table, priority, Match.Any.InPort(inPort), Instructions.Actions(Act.Output(outPort)))).Array[0, 20];

    [Fact]
    public void A_switch_has_the_desired_flows_after_the_delta() =>
        Gen.Select(SomeFlows, SomeFlows).Sample((desired, actual) =>
        {
            var delta = FlowDelta.Between(desired, actual);
            var table = AsTable(actual);
            foreach (var flow in delta.Delete)
                table.Remove(flow.Key);
            foreach (var flow in delta.Modify.Concat(delta.Add))
                table[flow.Key] = flow;
            return FlowDelta.Between(desired, table.Values).IsEmpty && table.Count == AsTable(desired).Count
                && delta.Modify.All(flow => AsTable(actual).ContainsKey(flow.Key));
        });

    [Fact]
    public void Blocks_that_both_sides_share_make_no_difference() =>
        Gen.Select(SomeFlows.Array[1, 12], Gen.Int[0, 11].Array[0, 30], Gen.Int[0, 11].Array[0, 30]).Sample((flows, desired, actual) =>
        {
            var blocks = flows.Select(some => new FlowBlock(some)).ToArray();
            var (wanted, present) = (Pick(desired), Pick(actual));
            return FlowDelta.Between(wanted, present) == FlowDelta.Between(Flat(wanted), Flat(present));

            FlowBlock[] Pick(int[] places) => [.. places.Select(place => blocks[place % blocks.Length])];

            static IEnumerable<Flow> Flat(FlowBlock[] blocks) => blocks.SelectMany(block => block).Select(flow => flow with { });
        });

    [Fact]
    public void A_flow_that_another_of_an_unchanged_block_has_replaced_comes_back_when_that_block_goes()
    {
        Flow first = new(0, 1, Match.Any, Instructions.Drop), last = new(0, 1, Match.Any, Instructions.Goto(1));
        FlowBlock stays = new([first]), goes = new([last]);
        Assert.Equal([first], FlowDelta.Between([stays], [stays, goes]).Modify);
        Assert.Equal([last], FlowDelta.Between([stays, goes], [stays]).Modify);
    }

    [Fact]
    public void Deletions_come_first()
    {
        var flows = new Flow[] { new(0, 1, Match.Any, Instructions.Drop), new(0, 2, Match.Any, Instructions.Drop) };
        var mods = FlowDelta.Between([flows[0]], [flows[1]]).ToFlowMods();
        Assert.Equal(["delete_strict table=0,priority=2 actions=drop", "add table=0,priority=1 actions=drop"],
            mods.Select(mod => mod.ToString()));
    }

    private static Dictionary<FlowKey, Flow> AsTable(IEnumerable<Flow> flows)
    {
        var table = new Dictionary<FlowKey, Flow>();
        foreach (var flow in flows)
            table[flow.Key] = flow;
        return table;
    }
}
