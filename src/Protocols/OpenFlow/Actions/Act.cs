using Naru.Primitives;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>The words in which actions are written: <c>[Act.Load(Oxm.Reg(5), 7), Act.Resubmit(71)]</c>.</summary>
public static class Act
{
    private const ushort VlanPresent = 0x1000;

    /// <summary>Lets the bridge forward as an ordinary learning switch.</summary>
    public static readonly FlowAction Normal = new Output(OfPort.Normal);

    /// <summary>Sends the packet back to where it came from.</summary>
    public static readonly FlowAction InPort = new Output(OfPort.InPort);

    public static readonly FlowAction PopVlan = new PopVlan();

    public static readonly FlowAction DecTtl = new DecNwTtl();

    public static readonly FlowAction CtClear = new CtClear();

    public static FlowAction Output(uint port) => new Output(port);

    /// <summary>Sends the whole packet to the controller.</summary>
    public static FlowAction Controller() => new Output(OfPort.Controller, Actions.Output.WholePacket);

    public static FlowAction Group(uint group) => new ToGroup(group);

    public static FlowAction Set(OxmField field, UInt128 value) => new SetField(field, value);

    public static FlowAction Set(OxmField field, UInt128 value, UInt128 mask) => new SetField(field, value, mask);

    public static FlowAction SetEthSrc(MacAddress address) => new SetField(Oxm.EthSrc, address.Value);

    public static FlowAction SetEthDst(MacAddress address) => new SetField(Oxm.EthDst, address.Value);

    /// <summary>Changes the VLAN of a tagged packet; one without a tag needs <see cref="PushVlan"/>.</summary>
    public static FlowAction SetVlanVid(ushort vid) => new SetField(Oxm.VlanVid, (uint)(vid | VlanPresent));

    /// <summary>The two actions that put a packet without a tag into a VLAN.</summary>
    public static IReadOnlyList<FlowAction> PushVlan(ushort vid) => [new PushVlan(), SetVlanVid(vid)];

    public static FlowAction SetTunnel(ulong id) => new SetField(Oxm.TunId, id);

    public static FlowAction Load(Subfield target, ulong value) => new RegLoad(target, value);

    public static FlowAction Move(Subfield source, Subfield target) => new RegMove(source, target);

    public static FlowAction Resubmit(byte table) => new Resubmit(table);
}
