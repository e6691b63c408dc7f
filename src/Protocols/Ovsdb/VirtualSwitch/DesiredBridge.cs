using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>A bridge as it should be; its local port, named like it, comes with it.</summary>
/// <remarks>
/// Columns are exact, but for <see cref="ExternalIds"/> and <see cref="OtherConfig"/>: of these the keys given are ensured
/// and the keys of others left alone.
/// </remarks>
public sealed record DesiredBridge(string Name)
{
    /// <summary>Whether the bridge is its operator's: configured, but neither marked as made here nor ever removed.</summary>
    public bool IsAdopted { get; init; }

    /// <summary><c>system</c> (the kernel's datapath) or <c>netdev</c> (userspace).</summary>
    public string DatapathType { get; init; } = "system";

    /// <summary><c>secure</c> keeps the flows while no controller is there; <c>standalone</c> makes a learning switch then.</summary>
    public string FailMode { get; init; } = "secure";

    /// <summary>The OpenFlow versions accepted, such as <c>OpenFlow13</c>; none means the switch's own choice.</summary>
    public EquatableList<string> Protocols { get; init; }

    /// <summary>The controllers' targets, such as <c>ptcp:6633:127.0.0.1</c>; none means no controller.</summary>
    public EquatableList<string> Controllers { get; init; }

    public EquatableMap<string, string> ExternalIds { get; init; } = EquatableMap<string, string>.Empty;

    /// <summary>Such as <c>disable-in-band=true</c> and <c>mac-table-size=50000</c>.</summary>
    public EquatableMap<string, string> OtherConfig { get; init; } = EquatableMap<string, string>.Empty;
}
