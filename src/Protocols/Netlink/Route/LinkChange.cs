using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Protocols.Netlink.Route;

/// <summary>What shall be different about a link. <c>null</c> leaves it as it is; all is done by one request.</summary>
public sealed record LinkChange
{
    /// <summary><see cref="Master"/> for a link that shall leave its bridge.</summary>
    public const int NoMaster = 0;

    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    public LinkState? State { get; init; }

    /// <summary>Largest IP packet in bytes.</summary>
    public int? Mtu { get; init; }

    public MacAddress? Mac { get; init; }

    /// <summary>Index of the bridge to join, or <see cref="NoMaster"/>.</summary>
    public int? Master { get; init; }

    public uint? Group { get; init; }

    /// <summary>A text for humans and other programs; empty removes it.</summary>
    public string? Alias { get; init; }

    /// <summary>Where to move it. A link that moves loses its addresses and routes and is set down.</summary>
    public NetworkNamespace? Namespace { get; init; }
}
