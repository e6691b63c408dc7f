using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>How a port that somebody else plugs should be wired. While the port is not there, nothing is to be done.</summary>
public sealed record DesiredWiring(string Port)
{
    public long? Tag { get; init; }

    public string? VlanMode { get; init; }

    public EquatableList<long> Trunks { get; init; }

    /// <summary>Keys of the port's <c>other_config</c> to ensure.</summary>
    public EquatableMap<string, string> OtherConfig { get; init; } = EquatableMap<string, string>.Empty;

    /// <summary>Of what the port sends to whoever is plugged into it; null: none, but one that somebody else made stays.</summary>
    public DesiredLimit? Limit { get; init; }
}
