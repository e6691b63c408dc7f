using System.Runtime.InteropServices;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>Which MAC address an IP address on a link has, as <c>ip neighbour</c> shows it.</summary>
/// <param name="LinkIndex">The link the neighbour is on.</param>
/// <param name="Address">The neighbour's IP address.</param>
/// <param name="Mac"><c>null</c> while it is not known.</param>
public sealed record Neighbour(int LinkIndex, IpAddress Address, MacAddress? Mac)
{
    public NeighbourState State { get; init; } = NeighbourState.Permanent;

    public NeighbourFlags Flags { get; init; }

    public override string ToString() => $"{Address} at {Mac?.ToString() ?? "?"} on link #{LinkIndex}";

    /// <summary>Reads RTM_NEWNEIGH or RTM_DELNEIGH of an IP family: <c>struct ndmsg</c> and NDA_….</summary>
    internal static Neighbour? Read(ReceivedMessage message)
    {
        var header = message.Body;
        if (header.Length < NeighbourRequests.HeaderLength || header[0] is not (AddressFamilies.V4 or AddressFamilies.V6))
            return null;
        var attributes = message.Attributes(NeighbourRequests.HeaderLength);
        if (attributes.Find(Nda.Destination).AsIpAddress is not { } address)
            return null;
        return new Neighbour(MemoryMarshal.Read<int>(header[4..]), address, attributes.Find(Nda.LinkLayerAddress).AsMacAddress)
        {
            State = (NeighbourState)MemoryMarshal.Read<ushort>(header[8..]),
            Flags = (NeighbourFlags)header[10],
        };
    }
}
