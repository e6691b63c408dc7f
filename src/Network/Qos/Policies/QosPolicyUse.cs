using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.State;

namespace Naru.Network.Qos.Policies;

/// <summary>What has a QoS policy.</summary>
/// <param name="Kind">The word of the API for it.</param>
internal sealed record QosPolicyUse(string Kind, string Id, string ProjectId)
{
    public static IEnumerable<QosPolicyUse> Of(IStateReader state, string policyId) =>
        NetworkTable.ByQosPolicy.Of(state, policyId).Select(network => new QosPolicyUse("network", network.Id, network.ProjectId))
            .Concat(PortTable.ByQosPolicy.Of(state, policyId).Select(port => new QosPolicyUse("port", port.Id, port.ProjectId)))
            .Concat(FloatingIpTable.ByQosPolicy.Of(state, policyId).Select(floating => new QosPolicyUse("floatingip", floating.Id, floating.ProjectId)))
            .Concat(RouterTable.ByQosPolicy.Of(state, policyId).Select(router => new QosPolicyUse("router", router.Id, router.ProjectId)));
}
