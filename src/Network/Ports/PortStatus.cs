using System.Text.Json.Serialization;

namespace Naru.Network.Ports;

/// <summary>What is known of a port's data plane.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PortStatus>))]
public enum PortStatus
{
    /// <summary>Not bound, not plugged, or administratively down.</summary>
    Down,

    /// <summary>Plugged, and being wired.</summary>
    Build,

    /// <summary>Packets pass.</summary>
    Active,

    /// <summary>The host reports that it cannot wire the port.</summary>
    Error,

    /// <summary>No packets of its own: the port holds an address, as that of a floating IP does.</summary>
    NotApplicable,
}
