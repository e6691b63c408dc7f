using System.Text.Json.Serialization;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.Routers;

/// <summary>Forwards packets between the networks that it has interfaces on, and through its gateway to the outside.</summary>
public sealed record Router : StandardResource
{
    public string Name { get; init; } = "";

    public bool AdminStateUp { get; init; } = true;

    /// <summary>See <see cref="L3Status"/>; a router is never <c>DOWN</c>.</summary>
    public string Status { get; init; } = L3Status.Active;

    /// <summary>Why the host cannot serve it; empty while nothing is wrong.</summary>
    public string StatusReason { get; init; } = "";

    /// <summary>The external network behind the gateway; null: no gateway.</summary>
    public string? GatewayNetworkId { get; init; }

    /// <summary>The router's port on the external network.</summary>
    public string? GatewayPortId { get; init; }

    /// <summary>Gateways beside the first one.</summary>
    public EquatableList<RouterGatewayPort> MoreGateways { get; init; }

    /// <summary>Default routes of all gateways are used at once, each flow by one of them (extension <c>enable-default-route-ecmp</c>).</summary>
    public bool EnableDefaultRouteEcmp { get; init; }

    /// <summary>All gateways, the first one first.</summary>
    [JsonIgnore]
    public EquatableList<RouterGatewayPort> Gateways =>
        GatewayNetworkId is { } networkId && GatewayPortId is { } portId ? [new RouterGatewayPort(networkId, portId), .. MoreGateways] : [];

    /// <summary>The router with these gateways; without any there is nobody outside to be an NDP proxy for.</summary>
    public Router WithGateways(EquatableList<RouterGatewayPort> gateways) => gateways is [var first, ..]
        ? this with
        {
            GatewayNetworkId = first.NetworkId,
            GatewayPortId = first.PortId,
            MoreGateways = [.. gateways.Items[1..]],
            GatewayQosPolicyId = first.PortId == GatewayPortId ? GatewayQosPolicyId : null,
        }
        : this with { GatewayNetworkId = null, GatewayPortId = null, MoreGateways = [], GatewayQosPolicyId = null, EnableNdpProxy = false };

    /// <summary>Packets that leave through the gateway get the gateway's address, unless a floating IP gives them another.</summary>
    public bool EnableSnat { get; init; } = true;

    /// <summary>Inner IPv6 addresses are reached from outside by NDP proxies only (extension <c>l3-ext-ndp-proxy</c>).</summary>
    public bool EnableNdpProxy { get; init; }

    /// <summary>The QoS policy of the gateway's address; null: that of the external network holds.</summary>
    public string? GatewayQosPolicyId { get; init; }

    public EquatableList<HostRoute> Routes { get; init; }

    public bool IsDistributed { get; init; }

    public bool IsHighlyAvailable { get; init; }

    /// <summary>The flavor that chose who serves it; null: none did.</summary>
    public string? FlavorId { get; init; }

    public EquatableList<string> AvailabilityZoneHints { get; init; }

    /// <summary>
    /// The host that serves it; empty: none yet. Of a distributed router, the host of its way out; of a highly available one,
    /// the active host. Not shown, see the router's L3 agents.
    /// </summary>
    public string Host { get; init; } = "";

    /// <summary>Of a highly available router: the hosts that stand by.</summary>
    public EquatableList<string> StandbyHosts { get; init; }

    /// <summary>Of a highly available router: who was active before <see cref="Host"/>; null: nobody.</summary>
    public string? PreviousHost { get; init; }

    /// <summary>Of a highly available router: the revision in which <see cref="Host"/> was named.</summary>
    public long Epoch { get; init; }

    /// <summary>Of a highly available router: the revision in which <see cref="StandbyHosts"/> last changed.</summary>
    public long HostsRevision { get; init; }

    /// <summary>The host that serves it and those that stand by.</summary>
    [JsonIgnore]
    public IEnumerable<string> Hosts => StandbyHosts.Items.Prepend(Host).Where(host => host.Length > 0);

    /// <summary>The gateway that a request asks for, until it is set up. Never stored.</summary>
    [JsonIgnore]
    public GatewayInfo? RequestedGateway { get; init; }

    /// <summary>As <see cref="RequestedGateway"/>, for all of them.</summary>
    [JsonIgnore]
    public EquatableList<GatewayInfo> RequestedGateways { get; init; }
}
