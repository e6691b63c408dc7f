using Naru.Walk.Told;

namespace Naru.Walk.Telling;

/// <summary>Walks in English.</summary>
internal static class EnglishWords
{
    public static WalkLanguage Create() => new(
        "en",
        new Dictionary<HopKind, string>
        {
            [HopKind.Instance] = "instance",
            [HopKind.LinuxBridge] = "Linux bridge (security group)",
            [HopKind.NetworkBridge] = "Linux bridge of the network (security group)",
            [HopKind.TrunkBridge] = "trunk bridge (OVS)",
            [HopKind.IntegrationBridge] = "integration bridge (OVS)",
            [HopKind.TunnelBridge] = "tunnel bridge (OVS)",
            [HopKind.ProviderBridge] = "provider bridge (OVS)",
            [HopKind.Underlay] = "tunnel between the hosts",
            [HopKind.PhysicalNetwork] = "physical network",
            [HopKind.Router] = "router namespace",
            [HopKind.Dhcp] = "DHCP namespace",
            [HopKind.LogicalSwitch] = "logical switch (OVN)",
            [HopKind.LogicalRouter] = "logical router (OVN)",
            [HopKind.Outside] = "outside",
        },
        new Dictionary<DropReason, string>
        {
            [DropReason.NoEgressRule] = "no security group rule of '{0}' lets {1} out to {2}",
            [DropReason.NoIngressRule] = "no security group rule of '{0}' lets {1} in from {2}",
            [DropReason.Spoofing] = "'{0}' may not send as {1} ({2}): it is neither an address of its port nor an allowed address pair",
            [DropReason.NoGateway] = "'{0}' has no route to {1}: its subnet {2} has no gateway",
            [DropReason.NoRoute] = "router '{0}' has no route to {1}",
            [DropReason.AddressUnknown] = "nobody on network '{1}' has the address {0}",
            [DropReason.PortDown] = "port '{0}' is administratively down (admin_state_up is false)",
            [DropReason.PortUnbound] = "port '{0}' is not bound to a host (host '{1}')",
            [DropReason.PortError] = "the host cannot wire port '{0}': {1}",
            [DropReason.RouterDown] = "router '{0}' is administratively down (admin_state_up is false)",
            [DropReason.RouterUnplaced] = "no host serves router '{0}': no L3 agent is alive that could",
            [DropReason.AgentDown] = "the agent of host '{0}' is away, and port '{1}' has not been wired by it",
            [DropReason.Mtu] = "{0} bytes do not fit through '{2}': the MTU of network '{3}' is {1}, and the packet may not be divided",
            [DropReason.PrivateAddress] = "{0} is a private address that is not known outside of the cloud (network '{1}')",
            [DropReason.NoSegment] = "network '{0}' does not lead from host '{1}' to host '{2}'",
            [DropReason.ServiceClosed] = "'{0}' has nobody who takes {1}",
            [DropReason.TimeToLive] = "the packet went around in circles; its time to live ended at '{0}'",
            [DropReason.Filtered] = "a flow or rule drops it: {0}",
        },
        new Dictionary<NoticeKind, string>
        {
            [NoticeKind.NotPlugged] = "nothing is plugged into port '{0}' on '{1}' yet: this is the way once it runs",
            [NoticeKind.AgentAway] = "the agent of host '{0}' is away: its data plane is as it was left",
        },
        new Dictionary<Phrase, string>
        {
            [Phrase.Title] = "{0} → {1}, {2}",
            [Phrase.Way] = "The way",
            [Phrase.WayBack] = "The way back",
            [Phrase.Answered] = "The packet arrives, and so does the answer.",
            [Phrase.Unanswered] = "The packet arrives, the answer does not.",
            [Phrase.Dropped] = "The packet does not arrive.",
            [Phrase.ReasonAtHop] = "At hop {0}: {1}.",
            [Phrase.Help] = "This would let it pass:",
            [Phrase.Before] = "before",
            [Phrase.After] = "after",
            [Phrase.Object] = "because of",
            [Phrase.Hidden] = "not yours",
            [Phrase.Seen] = "A real packet was seen:",
            [Phrase.NotSeen] = "not seen",
            [Phrase.Spread] = "{0} spreads flows over {1} gateways, by a hash that only its host knows:",
            [Phrase.SpreadChosen] = "{0} spreads flows over {1} gateways; for this packet the kernel chose {2}:",
            [Phrase.NoVlan] = "no vlan",
            [Phrase.NoTunnel] = "no tunnel",
            [Phrase.SpreadShown] = "(the way that is shown)",
            [Phrase.Drift] = "The data plane does something else at hop {0} ({1}).",
        });
}
