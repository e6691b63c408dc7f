using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Protocols.OpenFlow.Specs;

public class FlowTextSpecs
{
    [Fact]
    public void A_flow_reads_as_ovs_ofctl_prints_it()
    {
        var flow = new Flow(0, 100, Match.Any.InPort(5).VlanVid(3), Instructions.Actions(Act.Load(Oxm.Reg(5), 5), Act.Resubmit(71)));
        Assert.Equal("table=0,priority=100,in_port=5,dl_vlan=3 actions=load:0x5->NXM_NX_REG5[],resubmit(,71)", flow.ToString());
    }

    [Theory]
    [InlineData(0, 65535, "0/0")]
    [InlineData(80, 80, "80")]
    [InlineData(1, 5, "1 0x2/0xfffe 0x4/0xfffe")]
    public void A_port_range_becomes_few_masks(int min, int max, string masks) =>
        Assert.Equal(masks.Replace("0/0", "0x0/0x0"), string.Join(' ', PortMasks.Cover((ushort)min, (ushort)max)));
}
