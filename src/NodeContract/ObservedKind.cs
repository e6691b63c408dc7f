using System.Text.Json.Serialization;

namespace Naru.NodeContract;

/// <summary>What an observation is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ObservedKind>))]
public enum ObservedKind
{
    /// <summary>A port's wiring on its host.</summary>
    Port,

    /// <summary>A port's lease is known to the DHCP service of this host.</summary>
    Dhcp,
    Router,
    FloatingIp,

    /// <summary>What rides on a trunk's parent: <see cref="NodeTrunk.Describe"/> of the subports that are in place.</summary>
    Trunk,
}
