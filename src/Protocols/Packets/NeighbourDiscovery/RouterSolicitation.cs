using System.Buffers;
using Naru.Primitives;

namespace Naru.Protocols.Packets.NeighbourDiscovery;

/// <summary>A host's question for routers (RFC 4861 §4.1).</summary>
public static class RouterSolicitation
{
    public const byte Type = 133;

    private static readonly IpAddress AllRouters = IpAddress.Parse("ff02::2");

    /// <summary>Writes the message to all routers, from the ICMPv6 header on.</summary>
    /// <param name="mac">Whom they answer.</param>
    public static void Write(IBufferWriter<byte> output, IpAddress source, MacAddress mac)
    {
        var options = new byte[8];
        (options[0], options[1]) = ((byte)NeighbourOption.SourceLinkAddress, 1);
        mac.Write(options.AsSpan(2));
        new IcmpHeader(Type, 0, 0).Write(output, source, AllRouters, options);
    }

    /// <summary>Whether a router may answer the message (RFC 4861 §6.1.1), as far as its octets tell.</summary>
    /// <param name="message">From the ICMPv6 header on.</param>
    public static bool IsValid(ReadOnlySpan<byte> message, IpAddress source)
    {
        if (message.Length < IcmpHeader.Length || message[0] != Type || message[1] != 0)
            return false;
        for (var options = message[IcmpHeader.Length..]; !options.IsEmpty;)
        {
            if (options.Length < 2 || options[1] == 0 || options.Length < options[1] * 8)
                return false;
            if (options[0] == (byte)NeighbourOption.SourceLinkAddress && source.Value == 0)
                return false;
            options = options[(options[1] * 8)..];
        }
        return true;
    }
}
