using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>A port that is deleted leaves its instance.</summary>
internal sealed class InstancePortGuard : IPortGuard
{
    public Result<Done> CheckDeleting(Transaction state, Caller caller, Port port)
    {
        if (port.DeviceId.Length > 0 && state.In(ComputeTables.Servers).Find(port.DeviceId) is { } server && server.Ports.Items.Any(own => own.PortId == port.Id))
            state.Update(ComputeTables.Servers, server with { Ports = server.Ports.Where(own => own.PortId != port.Id).ToEquatableList() });
        return Done.Ok;
    }
}
