namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>The tables of br-tun (docs/pipeline/br-tun.md).</summary>
public static class TunnelTables
{
    public static readonly FlowTable Entry = new(0, "entry", "From br-int, or from which kind of tunnel");

    public static readonly FlowTable DistributedProcess =
        new(1, "dvr_process", "Distributed routers: what is for them stays here, what they send goes with this host's MAC");

    public static readonly FlowTable PatchToTunnel =
        new(2, "patch_lv_to_tun", "From br-int: unicast, broadcast, or an ARP request that may be answered here");

    public static readonly FlowTable FromGre = new(3, "gre_tun_to_lv", "GRE key to local VLAN");

    public static readonly FlowTable FromVxlan = new(4, "vxlan_tun_to_lv", "VXLAN network identifier to local VLAN");

    public static readonly FlowTable FromGeneve = new(6, "geneve_tun_to_lv", "Geneve network identifier to local VLAN");

    public static readonly FlowTable DistributedNotLearn =
        new(9, "dvr_not_learn", "What distributed routers of other hosts sent is not learned from");

    public static readonly FlowTable LearnFromTunnel =
        new(10, "learn_from_tun", "Remembers which tunnel a MAC came from, then on to br-int");

    public static readonly FlowTable UnicastToTunnel = new(20, "ucast_to_tun", "The tunnel to the host of a MAC");

    public static readonly FlowTable ArpResponder = new(21, "arp_responder", "Answers ARP requests for ports of other hosts");

    public static readonly FlowTable FloodToTunnel = new(22, "flood_to_tun", "To every host that has a port of the network");

    public static readonly IReadOnlyList<FlowTable> All =
    [
        Entry, DistributedProcess, PatchToTunnel, FromGre, FromVxlan, FromGeneve, DistributedNotLearn, LearnFromTunnel, UnicastToTunnel, ArpResponder, FloodToTunnel,
    ];
}
