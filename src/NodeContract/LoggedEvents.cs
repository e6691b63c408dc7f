using System.Text.Json.Serialization;

namespace Naru.NodeContract;

/// <summary>Which decisions about a port's packets are logged.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<LoggedEvents>))]
public enum LoggedEvents
{
    None = 0,

    /// <summary>A security group rule let the first packet of a connection pass.</summary>
    Accept = 1,

    /// <summary>No rule did.</summary>
    Drop = 2,

    All = Accept | Drop,
}
