using System.Text.Json.Serialization;

namespace Naru.NodeContract;

/// <summary>How something on a node is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Condition>))]
public enum Condition
{
    /// <summary>In place: packets would pass.</summary>
    Active,

    /// <summary>Not in place, and nothing is wrong (the interface is not plugged, the object is administratively down).</summary>
    Down,

    /// <summary>It should be in place and cannot; the observation's detail says why.</summary>
    Error,
}
