namespace Naru.Protocols.Netlink.Route;

/// <summary>Attributes of a link (<c>linux/if_link.h</c>): IFLA_….</summary>
internal static class Ifla
{
    public const ushort Address = 1;
    public const ushort InterfaceName = 3;
    public const ushort Mtu = 4;
    public const ushort Link = 5;
    public const ushort Master = 10;
    public const ushort ProtocolInfo = 12;
    public const ushort OperationalState = 16;
    public const ushort LinkInfo = 18;
    public const ushort Alias = 20;
    public const ushort Statistics64 = 23;
    public const ushort Group = 27;
    public const ushort NamespaceDescriptor = 28;
    public const ushort LinkNamespaceId = 37;

    /// <summary>Inside of <see cref="LinkInfo"/>: IFLA_INFO_….</summary>
    public static class Info
    {
        public const ushort Kind = 1;
        public const ushort Data = 2;
        public const ushort SlaveKind = 4;
        public const ushort SlaveData = 5;
    }

    /// <summary>VETH_INFO_… (<c>linux/veth.h</c>).</summary>
    public static class Veth
    {
        public const ushort Peer = 1;
    }

    /// <summary>IFLA_BR_….</summary>
    public static class Bridge
    {
        public const ushort ForwardDelay = 1;
        public const ushort AgeingTime = 4;
        public const ushort StpState = 5;
        public const ushort VlanFiltering = 7;
        public const ushort MulticastSnooping = 23;
        public const ushort CallIptables = 36;
        public const ushort CallIp6tables = 37;
        public const ushort CallArptables = 38;
    }

    /// <summary>IFLA_BRPORT_….</summary>
    public static class BridgePort
    {
        public const ushort State = 1;
        public const ushort Hairpin = 4;
        public const ushort BpduGuard = 5;
        public const ushort Learning = 8;
        public const ushort UnicastFlood = 9;
        public const ushort ProxyArpWifi = 12;
        public const ushort MulticastFlood = 27;
        public const ushort BroadcastFlood = 30;
        public const ushort NeighbourSuppression = 32;
        public const ushort Isolated = 33;
    }

    /// <summary>IFLA_VXLAN_….</summary>
    public static class Vxlan
    {
        public const ushort Id = 1;
        public const ushort Group = 2;
        public const ushort Link = 3;
        public const ushort Local = 4;
        public const ushort Ttl = 5;
        public const ushort Learning = 7;
        public const ushort Proxy = 11;
        public const ushort L2Miss = 13;
        public const ushort L3Miss = 14;
        public const ushort Port = 15;
        public const ushort Group6 = 16;
        public const ushort Local6 = 17;
    }

    /// <summary>IFLA_VLAN_….</summary>
    public static class Vlan
    {
        public const ushort Id = 1;
        public const ushort Protocol = 5;
    }
}
