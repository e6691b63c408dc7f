namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>The tables of br-int. Numbers and names are those that Neutron's users know (docs/pipeline/br-int.md).</summary>
public static class IntegrationTables
{
    public static readonly FlowTable LocalSwitching =
        new(0, "local_switching", "Where a packet comes from: known ports go on, everything else is dropped");

    public static readonly FlowTable FromOtherRouters =
        new(1, "dvr_to_src_mac", "What distributed routers of other hosts sent gets the router's MAC back");

    public static readonly FlowTable ArpSpoof =
        new(24, "arp_spoof", "ARP and neighbour advertisements of hybrid ports speak only for the port's own addresses");

    public static readonly FlowTable MacSpoof =
        new(25, "mac_spoof", "Frames of hybrid ports carry the port's own MAC");

    public static readonly FlowTable LocalIp =
        new(31, "local_ip", "Translated to or from a local IP: back on the way to the receiver");

    public static readonly FlowTable PacketRateLimit =
        new(58, "packet_rate_limit", "Meters that count packets");

    public static readonly FlowTable BandwidthRateLimit =
        new(59, "bandwidth_rate_limit", "Meters that count bits");

    public static readonly FlowTable Transient =
        new(60, "transient", "Sends packets from and to firewalled ports through the firewall, and the rest to NORMAL");

    public static readonly FlowTable BaseEgress =
        new(71, "base_egress", "Anti-spoofing of what an instance sends, and what it always may send");

    public static readonly FlowTable RulesEgress =
        new(72, "rules_egress", "Security group rules for what an instance sends");

    public static readonly FlowTable AcceptOrIngress =
        new(73, "accept_or_ingress", "Accepted: on to the firewall of a local receiver, or out");

    public static readonly FlowTable BaseIngress =
        new(81, "base_ingress", "What an instance always receives; everything else is tracked");

    public static readonly FlowTable RulesIngress =
        new(82, "rules_ingress", "Security group rules for what an instance receives");

    public static readonly FlowTable AcceptedIngress =
        new(92, "accepted_ingress", "Remembers new connections and delivers to the port");

    public static readonly FlowTable Dropped =
        new(93, "dropped", "Where the firewall's refusals are counted");

    public static readonly FlowTable AcceptedEgress =
        new(94, "accepted_egress", "Out by ordinary switching");

    public static readonly IReadOnlyList<FlowTable> All =
    [
        LocalSwitching, FromOtherRouters, ArpSpoof, MacSpoof, LocalIp, PacketRateLimit, BandwidthRateLimit, Transient, BaseEgress,
        RulesEgress, AcceptOrIngress, BaseIngress, RulesIngress, AcceptedIngress, Dropped, AcceptedEgress,
    ];
}
