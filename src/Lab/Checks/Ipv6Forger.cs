using Naru.Lab.Instances;
using Naru.Primitives;
using Naru.Protocols.Packets;
using Naru.Protocols.Packets.NeighbourDiscovery;

namespace Naru.Lab.Checks;

/// <summary>Sends what an instance must not: it runs inside of one.</summary>
public static class Ipv6Forger
{
    private const byte NeighbourAdvertisement = 136;
    private const uint OverrideFlag = 0x2000_0000;
    private const byte TargetLinkAddress = 2;

    private static readonly IpAddress AllNodes = IpAddress.Parse("ff02::1");

    /// <summary>"I am a router."</summary>
    public static void SendRouterAdvertisement(string device) => LinkSpeaker.TellAll(device, (output, source, mac) => new RouterAdvertisement
    {
        LifetimeSeconds = 1800,
        SourceMac = mac,
        Prefixes = [new AdvertisedPrefix(IpPrefix.Parse("2001:db8:bad::/64"), Autonomous: true)],
    }.Write(output, source, AllNodes));

    /// <summary>"This address is mine."</summary>
    public static void SendNeighbourAdvertisement(string device, IpAddress address) => LinkSpeaker.TellAll(device, (output, source, mac) =>
    {
        var body = new byte[16 + 8];
        address.Write(body);
        (body[16], body[17]) = (TargetLinkAddress, 1);
        mac.Write(body.AsSpan(18));
        new IcmpHeader(NeighbourAdvertisement, 0, OverrideFlag).Write(output, source, AllNodes, body);
    });
}
