using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Qos.Placement;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Qos;

/// <summary>The attributes that QoS adds to networks, ports and floating IPs.</summary>
internal static class QosFields
{
    public const string PolicyId = "qos_policy_id";

    private const string NetworkPolicyId = "qos_network_policy_id";

    private static readonly ValueKind<string?> Policy = Kinds.Uuid.OrNull();

    public static IEnumerable<Field<VirtualNetwork>> OfNetworks =>
    [
        new Field<VirtualNetwork, string?>(PolicyId, Policy, n => n.QosPolicyId, (n, value) => n with { QosPolicyId = value })
        {
            Access = Access.CreateUpdate, Query = Query.Filter, Extension = "qos",
        },
    ];

    public static IEnumerable<Field<Port>> OfPorts =>
    [
        new Field<Port, string?>(PolicyId, Policy, p => p.QosPolicyId, (p, value) => p with { QosPolicyId = value })
        {
            Access = Access.CreateUpdate, Query = Query.Filter, Extension = "qos",
        },
        new Field<Port, string?>(NetworkPolicyId, Policy, static (state, p) => PolicyOfNetwork(state, p.NetworkId)) { Extension = "qos-port-network-policy" },
        new Field<Port, ResourceRequest?>("resource_request", ResourceRequestKind.Instance, ResourceRequest.Of)
        {
            Extension = "port-resource-request", ReadPolicy = Rules.ServiceOrAdmin,
        },
    ];

    public static IEnumerable<Field<FloatingIp>> OfFloatingIps =>
    [
        new Field<FloatingIp, string?>(PolicyId, Policy, f => f.QosPolicyId, (f, value) => f with { QosPolicyId = value })
        {
            Access = Access.CreateUpdate, Query = Query.Filter, Extension = "qos-fip",
        },
        new Field<FloatingIp, string?>(NetworkPolicyId, Policy, static (state, f) => PolicyOfNetwork(state, f.FloatingNetworkId))
        {
            Extension = "qos-fip-network-policy",
        },
    ];

    private static string? PolicyOfNetwork(IStateReader state, string networkId) => state.In(NetworkTable.Table).Find(networkId)?.QosPolicyId;
}
