using Naru.Network.Ports;
using Naru.Network.Qos.Policies;
using Naru.Network.Qos.PolicyRules;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Qos;

/// <summary>A port gets only policies that the caller may use and its network can keep, and loses only such.</summary>
internal sealed class QosPortGuard : IPortGuard
{
    public Result<Done> CheckCreating(Transaction state, Caller caller, Port port) => Check(state, caller, null, port);

    public Result<Done> CheckUpdating(Transaction state, Caller caller, Port before, Port after) => Check(state, caller, before.QosPolicyId, after);

    private static Result<Done> Check(Transaction state, Caller caller, string? before, Port port)
    {
        if (!QosPolicyAccess.CheckChange(state, caller, before, port.QosPolicyId).TryGet(out _, out var error))
            return error;
        return port.QosPolicyId is { } policyId && policyId != before ? CheckBandwidth(state, port, policyId) : Done.Ok;
    }

    // Nobody can promise bandwidth behind a tunnel.
    private static Result<Done> CheckBandwidth(Transaction state, Port port, string policyId)
    {
        var promise = QosRuleTable.ByPolicy.Of(state, policyId).FirstOrDefault(rule => rule.Type == QosRuleType.MinimumBandwidth);
        if (promise is null || SegmentTable.Of(state, port.NetworkId).Any(segment => segment.PhysicalNetwork is not null))
            return Done.Ok;
        return Error.Conflict("QosRuleNotSupported",
            $"Rule minimum_bandwidth is not supported by port {port.Id}: its network {port.NetworkId} is on no physical network.");
    }
}
