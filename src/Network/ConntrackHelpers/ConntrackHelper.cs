using Naru.Rest;

namespace Naru.Network.ConntrackHelpers;

/// <summary>Lets a router follow a protocol that names addresses or ports inside its packets, such as FTP.</summary>
public sealed record ConntrackHelper : StandardResource, IChildResource
{
    public string RouterId { get; init; } = "";

    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The port of the server that is spoken to.</summary>
    public int Port { get; init; }

    /// <summary>One of <see cref="KnownHelpers"/>.</summary>
    public string Helper { get; init; } = "";

    public IChildResource WithParent(string parentId) => this with { RouterId = parentId };
}
