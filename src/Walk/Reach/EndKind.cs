using System.Text.Json.Serialization;

namespace Naru.Walk.Reach;

/// <summary>What a name of ends means.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EndKind>))]
public enum EndKind
{
    /// <summary>Every port, and the outside.</summary>
    Everybody,

    /// <summary>The outside.</summary>
    External,

    Ports,

    /// <summary>The members of security groups.</summary>
    Groups,

    /// <summary>The ports on networks.</summary>
    Networks,

    /// <summary>The ports of projects.</summary>
    Projects,
}
