using System.Text.Json.Serialization;

namespace Naru.NodeContract;

/// <summary>How an instance is, or shall be.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NodeInstancePower>))]
public enum NodeInstancePower
{
    /// <summary>Its disks exist, and nothing runs.</summary>
    Stopped,
    Running,

    /// <summary>Stopped in the middle of what it does, with its memory.</summary>
    Paused,

    /// <summary>Its memory is on disk, if the driver can do that.</summary>
    Suspended,
}
