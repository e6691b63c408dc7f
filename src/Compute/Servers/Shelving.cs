using System.Text.Json.Serialization;

namespace Naru.Compute.Servers;

/// <summary>Whether an instance is on the shelf: without a host, its root disk an image.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Shelving>))]
public enum Shelving
{
    None,

    /// <summary>Its root disk is being copied.</summary>
    Shelving,

    /// <summary>It has no host.</summary>
    Offloaded,

    /// <summary>It is being made again from its image.</summary>
    Unshelving,
}
