using System.Text.Json.Serialization;

namespace Naru.NodeContract;

/// <summary>How a network's frames travel between hosts (<c>provider:network_type</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SegmentType>))]
public enum SegmentType
{
    Local,
    Flat,
    Vlan,
    Vxlan,
    Gre,
    Geneve,
}
