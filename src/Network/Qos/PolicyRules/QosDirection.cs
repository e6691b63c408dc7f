using System.Text.Json.Serialization;

namespace Naru.Network.Qos.PolicyRules;

/// <summary>Seen from the instance: egress leaves it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QosDirection>))]
public enum QosDirection
{
    Egress,
    Ingress,

    /// <summary>Both together; minimum packet rates only.</summary>
    Any,
}
