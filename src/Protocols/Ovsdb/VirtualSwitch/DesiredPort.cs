using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>A port with one interface of the same name, on a bridge, as it should be.</summary>
/// <remarks>
/// Columns are exact, an absent one must be absent; of the external ids and <see cref="OtherConfig"/> only the keys given are
/// ensured. A port that is on another bridge moves, by a new row.
/// </remarks>
public sealed record DesiredPort(string Bridge, string Name)
{
    /// <summary>The interface's type, of <see cref="InterfaceTypes"/>.</summary>
    public string Type { get; init; } = InterfaceTypes.System;

    /// <summary>Such as <c>peer</c> of a patch port, <c>remote_ip</c> and <c>key</c> of a tunnel. Exact.</summary>
    public EquatableMap<string, string> Options { get; init; } = EquatableMap<string, string>.Empty;

    /// <summary>The VLAN of an access port.</summary>
    public long? Tag { get; init; }

    public string? VlanMode { get; init; }

    public EquatableList<long> Trunks { get; init; }

    public string? Mac { get; init; }

    /// <summary>The MTU asked for, in bytes; only an internal port obeys.</summary>
    public long? MtuRequest { get; init; }

    /// <summary>The OpenFlow port number asked for, 1 to 65279.</summary>
    public long? OfportRequest { get; init; }

    /// <summary>Of the interface, such as <c>iface-id</c> and <c>attached-mac</c>.</summary>
    public EquatableMap<string, string> ExternalIds { get; init; } = EquatableMap<string, string>.Empty;

    /// <summary>Of the port.</summary>
    public EquatableMap<string, string> OtherConfig { get; init; } = EquatableMap<string, string>.Empty;

    /// <summary>Of what the port sends to whoever is plugged into it; null: none, but one that somebody else made stays.</summary>
    public DesiredLimit? Limit { get; init; }
}
