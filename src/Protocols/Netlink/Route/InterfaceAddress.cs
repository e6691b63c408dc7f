using System.Runtime.InteropServices;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>An IP address of a link, as <c>ip address</c> shows it.</summary>
/// <param name="LinkIndex">The link it belongs to.</param>
/// <param name="Address">The address itself; the prefix of its network is that of <paramref name="PrefixLength"/> bits.</param>
/// <param name="PrefixLength">32 or 128 for a lone address.</param>
public sealed record InterfaceAddress(int LinkIndex, IpAddress Address, int PrefixLength)
{
    /// <summary>IPv4 only; <c>null</c> for none.</summary>
    public IpAddress? Broadcast { get; init; }

    /// <summary>The other end of a point-to-point link; <c>null</c> where there is none.</summary>
    public IpAddress? Peer { get; init; }

    public RouteScope Scope { get; init; }

    public AddressFlags Flags { get; init; }

    /// <summary>It is answered for, and not chosen to speak from (<c>preferred_lft 0</c>). Only for writing: read, it is among <see cref="Flags"/>.</summary>
    public bool IsDeprecated { get; init; }

    public IpPrefix Prefix => IpPrefix.Containing(Address, PrefixLength);

    /// <summary>An address of a link with the broadcast address that its IPv4 network has.</summary>
    public static InterfaceAddress On(int linkIndex, IpAddress address, int prefixLength) => new(linkIndex, address, prefixLength)
    {
        // A /31 has no broadcast address (RFC 3021), a /32 nobody to send to.
        Broadcast = address.IsV4 && prefixLength <= 30 ? IpPrefix.Containing(address, prefixLength).Last : null,
    };

    public override string ToString() => $"{Address}/{PrefixLength}";

    /// <summary>Reads RTM_NEWADDR or RTM_DELADDR: <c>struct ifaddrmsg</c> and IFA_….</summary>
    internal static InterfaceAddress? Read(ReceivedMessage message)
    {
        var header = message.Body;
        if (header.Length < AddressRequests.HeaderLength)
            return null;
        IpAddress? address = null, local = null, broadcast = null;
        uint flags = header[2];
        foreach (var attribute in message.Attributes(AddressRequests.HeaderLength))
        {
            switch (attribute.Type)
            {
                case Ifa.Address:
                    address = attribute.AsIpAddress;
                    break;
                case Ifa.Local:
                    local = attribute.AsIpAddress;
                    break;
                case Ifa.Broadcast:
                    broadcast = attribute.AsIpAddress;
                    break;
                case Ifa.Flags:
                    flags = attribute.AsUInt32;
                    break;
            }
        }
        if ((local ?? address) is not { } own || header[1] > own.Bits)
            return null;
        return new InterfaceAddress(MemoryMarshal.Read<int>(header[4..]), own, header[1])
        {
            Broadcast = broadcast,
            Peer = local is not null && address != local ? address : null,
            Scope = (RouteScope)header[3],
            Flags = (AddressFlags)flags,
        };
    }
}
