using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>What the registers hold in br-int, and the words for matching and loading them.</summary>
public static class Registers
{
    /// <summary>Whether the packet has got its DSCP already.</summary>
    private const int Marked = 2;

    /// <summary>The OpenFlow port of the firewalled port at hand.</summary>
    private const int Port = 5;

    /// <summary>The conntrack zone of its network: its local VLAN, and a bit by which the zones differ from those that others number from one.</summary>
    private const int Network = 6;

    /// <summary>Whether the packet has been looked at for local IPs.</summary>
    private const int LocalIp = 9;

    /// <summary>Sets our zones apart from OVN's and the hybrid firewall's, which are numbered from one in the same connection tracking.</summary>
    /// <remarks>Else what OVN has translated would be met as a connection of ours while a host goes from one engine to the other.</remarks>
    private const ushort OwnZones = 0x8000;

    /// <summary>The conntrack zone: connections are told apart per network, whose addresses may overlap with another's.</summary>
    public static readonly Subfield Zone = new(Oxm.Reg(Network), 0, 16);

    public static readonly Subfield PortField = Oxm.Reg(Port);

    public static readonly Subfield LocalIpField = Oxm.Reg(LocalIp);

    public static Match OfLocalIp(this Match match, uint value) => match.Reg(LocalIp, value);

    public static readonly Subfield MarkedField = Oxm.Reg(Marked);

    public static Match NotMarked(this Match match) => match.Reg(Marked, 0);

    public static Match OfPort(this Match match, uint port) => match.Reg(Port, port);

    /// <summary>The conntrack zone of the network with this local VLAN.</summary>
    public static ushort ZoneOf(ushort localVlan) => (ushort)(OwnZones | localVlan);

    public static FlowAction LoadNetwork(ushort localVlan) => Act.Load(Oxm.Reg(Network), ZoneOf(localVlan));

    public static Match OfNetwork(this Match match, ushort localVlan) => match.Reg(Network, ZoneOf(localVlan));
}
