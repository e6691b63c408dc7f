namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>ICMPv6 types that neighbours need to find each other (RFC 4861, RFC 2710, RFC 3810).</summary>
internal static class Icmpv6
{
    public const byte MulticastListenerQuery = 130;
    public const byte MulticastListenerReport = 131;
    public const byte MulticastListenerDone = 132;
    public const byte RouterSolicitation = 133;
    public const byte RouterAdvertisement = 134;
    public const byte NeighbourSolicitation = 135;
    public const byte NeighbourAdvertisement = 136;
    public const byte MulticastListenerReport2 = 143;

    /// <summary>What an instance sends from its link-local address, or from none while it has none.</summary>
    public static readonly byte[] SentByInstances =
        [MulticastListenerReport, MulticastListenerDone, RouterSolicitation, NeighbourSolicitation, MulticastListenerReport2];

    /// <summary>What an instance must receive.</summary>
    public static readonly byte[] ReceivedByInstances =
        [MulticastListenerQuery, MulticastListenerReport, MulticastListenerDone, RouterAdvertisement, NeighbourSolicitation, NeighbourAdvertisement];
}
