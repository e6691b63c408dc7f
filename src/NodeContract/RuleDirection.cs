using System.Text.Json.Serialization;

namespace Naru.NodeContract;

/// <summary>Seen from the port's owner: ingress enters the instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleDirection>))]
public enum RuleDirection
{
    Ingress,
    Egress,
}
