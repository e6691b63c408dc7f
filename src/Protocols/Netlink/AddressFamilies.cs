using Naru.Primitives;

namespace Naru.Protocols.Netlink;

/// <summary>AF_… in the first byte of most headers.</summary>
internal static class AddressFamilies
{
    public const byte V4 = 2;
    public const byte Bridge = 7;
    public const byte V6 = 10;

    public static byte Of(IpAddress address) => address.IsV4 ? V4 : V6;
}
