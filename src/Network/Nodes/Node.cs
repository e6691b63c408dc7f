using System.Text.Json.Serialization;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Nodes;

/// <summary>A host of the cloud, as its agent described it when it last attached.</summary>
/// <remarks>The API shows a host as agents, one for each of its services (see <c>Agents</c>).</remarks>
public sealed record Node : IDocument
{
    /// <summary>The host's name, which ports are bound to.</summary>
    public string Id { get; init; } = "";

    /// <summary>The mechanism driver that its ports belong to: <c>openvswitch</c>, <c>linuxbridge</c> or <c>ovn</c>.</summary>
    public string Mechanism { get; init; } = "";

    /// <summary>Where its tunnels end; null: it carries no tunnel networks.</summary>
    public IpAddress? TunnelAddress { get; init; }

    public EquatableList<string> TunnelTypes { get; init; }

    public EquatableList<BridgeMapping> BridgeMappings { get; init; }

    /// <summary><c>hybrid</c>, <c>openflow</c>, <c>nftables</c> or <c>none</c>.</summary>
    public string Firewall { get; init; } = "";

    /// <summary><c>system</c> or <c>netdev</c>.</summary>
    public string DatapathType { get; init; } = "";

    public EquatableList<NodeRole> Roles { get; init; }

    public string AvailabilityZone { get; init; } = "nova";

    /// <summary>Network types that the host cannot carry, though its mechanism does.</summary>
    public EquatableList<NodeLack> Lacks { get; init; }

    /// <summary>What the host last saw on the ways to other hosts' tunnels.</summary>
    public EquatableList<NodeTunnel> Tunnels { get; init; }

    /// <summary>Its name in OVN's southbound database (<c>system-id</c> of its Open vSwitch); null: it is no chassis.</summary>
    public string? Chassis { get; init; }

    /// <summary>Of OVN, whose chassis live without our agent: the agent is attached, which answers for metadata.</summary>
    public bool HasMetadataAgent { get; init; }

    /// <summary>It has no data plane and only says what one would (<see cref="NodeHello.IsSimulated"/>).</summary>
    public bool IsSimulated { get; init; }

    /// <summary>What its distributed routers send to other hosts has this source; null: it serves none.</summary>
    public MacAddress? RouterMac { get; init; }

    /// <summary>Its stream to the server is up; of a chassis of OVN, that ovn-controller gives signs of life.</summary>
    public bool IsAttached { get; init; }

    public DateTimeOffset AttachedAt { get; init; }

    /// <summary>When its stream ended; null while it is up.</summary>
    public DateTimeOffset? DetachedAt { get; init; }

    public static Node From(NodeHello hello, DateTimeOffset now) => new()
    {
        Id = hello.Host,
        Mechanism = hello.Mechanism,
        TunnelAddress = hello.TunnelAddress,
        TunnelTypes = hello.TunnelTypes,
        BridgeMappings = hello.BridgeMappings,
        Firewall = hello.Firewall,
        DatapathType = hello.DatapathType,
        Roles = hello.Roles,
        AvailabilityZone = hello.AvailabilityZone,
        IsSimulated = hello.IsSimulated,
        Lacks = hello.Lacks,
        // A simulated host is its own chassis.
        Chassis = hello is { Mechanism: Ml2.MechanismDrivers.OvnDriver.Mechanism, IsSimulated: true } ? hello.Host : null,
        IsAttached = true,
        AttachedAt = now,
    };

    /// <summary>It can serve the part of distributed routers that is beside their instances.</summary>
    [JsonIgnore]
    public bool ServesDistributed => RouterMac is not null;

    /// <summary>Whether frames of the segment can reach this host.</summary>
    public bool Carries(string networkType, string? physicalNetwork) => LackOf(networkType) is null && networkType switch
    {
        "local" => true,
        "flat" or "vlan" => BridgeMappings.Items.Any(mapping => mapping.PhysicalNetwork == physicalNetwork),
        _ => TunnelAddress is not null && TunnelTypes.Items.Contains(networkType),
    };

    /// <summary>What the host lacks to carry a type; null: nothing.</summary>
    public string? LackOf(string networkType) => Lacks.Items.FirstOrDefault(lack => lack.NetworkType == networkType)?.Reason;
}
