using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>A link that shall be made. What is <c>null</c> is left to the kernel.</summary>
/// <param name="Name">At most 15 bytes, without spaces and slashes.</param>
public abstract record NewLink(string Name)
{
    /// <summary>Largest IP packet in bytes.</summary>
    public int? Mtu { get; init; }

    public MacAddress? Mac { get; init; }

    /// <summary>Links of a group can be deleted by one request, hundreds of times faster than one by one.</summary>
    public uint? Group { get; init; }

    /// <summary>Index of the bridge to join.</summary>
    public int? Master { get; init; }

    public LinkState State { get; init; } = LinkState.Down;

    /// <summary>Where to make it, instead of in the socket's own namespace.</summary>
    public NetworkNamespace? Namespace { get; init; }

    /// <summary>IFLA_INFO_KIND.</summary>
    public abstract string Kind { get; }

    /// <summary>Appends the attributes of IFLA_INFO_DATA.</summary>
    internal abstract void WriteInfoData(NetlinkMessage message);

    private protected static byte Flag(bool on) => on ? (byte)1 : (byte)0;
}
