using System.Text.Json.Serialization;

namespace Naru.Walk.Told;

/// <summary>What was looked up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
public enum DecisionKind
{
    /// <summary>A flow of an OpenFlow table.</summary>
    OpenFlow,

    /// <summary>The MAC table of a bridge (<c>NORMAL</c>).</summary>
    Forwarding,

    /// <summary>A rule of nftables.</summary>
    Nftables,

    /// <summary>The connection tracking.</summary>
    Conntrack,

    /// <summary>A translation of addresses.</summary>
    Nat,

    /// <summary>The table of routes.</summary>
    Route,

    /// <summary>Who has an IP address on a link (ARP).</summary>
    Neighbour,

    /// <summary>A security group rule lets it pass.</summary>
    SecurityGroupRule,

    /// <summary>A table of OVN's logical pipeline.</summary>
    LogicalFlow,

    /// <summary>The encapsulation.</summary>
    Tunnel,
}
