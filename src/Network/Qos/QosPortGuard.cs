using Naru.Network.Ports;
using Naru.Network.Qos.Policies;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Qos;

/// <summary>A port gets only policies that the caller may use, and loses only such.</summary>
internal sealed class QosPortGuard : IPortGuard
{
    public Result<Done> CheckCreating(Transaction state, Caller caller, Port port) => QosPolicyAccess.CheckChange(state, caller, null, port.QosPolicyId);

    public Result<Done> CheckUpdating(Transaction state, Caller caller, Port before, Port after) =>
        QosPolicyAccess.CheckChange(state, caller, before.QosPolicyId, after.QosPolicyId);
}
