using System.Text.Json.Serialization;

namespace Naru.NodeContract;

/// <summary>A service that a host offers to the cloud.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NodeRole>))]
public enum NodeRole
{
    /// <summary>Routers and floating IPs.</summary>
    L3,

    /// <summary>DHCP, DNS and the metadata of networks.</summary>
    Dhcp,

    /// <summary>The part of distributed routers that is where the instances are.</summary>
    Dvr,

    /// <summary>Of OVN: routers' ways out to external networks.</summary>
    Gateway,
}
