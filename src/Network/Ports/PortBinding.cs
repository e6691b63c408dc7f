namespace Naru.Network.Ports;

/// <summary>Where a port is plugged and by which mechanism.</summary>
public sealed record PortBinding
{
    public static readonly PortBinding Unbound = new();

    /// <summary>Empty: not bound.</summary>
    public string Host { get; init; } = "";

    public string VnicType { get; init; } = "normal";

    /// <summary>A JSON object that Compute and the administrator exchange with drivers.</summary>
    public string Profile { get; init; } = "{}";

    /// <summary><c>unbound</c>, <c>binding_failed</c>, <c>ovs</c>, <c>bridge</c>, ….</summary>
    public string VifType { get; init; } = VifTypes.Unbound;

    /// <summary>The mechanism driver that bound it; null while it is not bound.</summary>
    public string? Driver { get; init; }

    /// <summary>The segment that carries the port's packets; null while it is not bound.</summary>
    public string? SegmentId { get; init; }

    /// <summary>What the one who plugs must know, such as the bridge; null while it is not bound.</summary>
    public VifDetails? Details { get; init; }

    public bool IsBound => Driver is not null;
}
