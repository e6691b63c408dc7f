using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.SecurityLogs;

/// <summary>A log about a port goes with it.</summary>
internal sealed class SecurityLogGuard : IPortGuard
{
    public Result<Done> CheckDeleting(Transaction state, Caller caller, Port port)
    {
        SecurityLogTable.Forget(state, SecurityLogTable.ByTarget, port.Id);
        return Done.Ok;
    }
}
