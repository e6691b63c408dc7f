using System.Text.Json.Serialization;

namespace Naru.Network.SecurityGroups;

/// <summary>Seen from the instance: ingress enters it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleDirection>))]
public enum RuleDirection
{
    Ingress,
    Egress,
}
