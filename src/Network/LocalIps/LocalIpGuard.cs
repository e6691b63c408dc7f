using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.LocalIps;

/// <summary>A port that holds a local IP's address stays; one that a local IP leads to may go or change its addresses, which ends that.</summary>
internal sealed class LocalIpGuard : IPortGuard
{
    public Result<Done> CheckUpdating(Transaction state, Caller caller, Port before, Port after)
    {
        if (after.RequestedIps is not { } wanted)
            return Done.Ok;
        foreach (var association in LocalIpTables.ByPort.Of(state, before.Id))
        {
            var stays = wanted.Items.Any(ip => ip.Address == association.FixedAddress
                || (ip.Address is null && before.FixedIps.Items.Any(old => old.SubnetId == ip.SubnetId && old.Address == association.FixedAddress)));
            if (!stays)
                state.Delete(LocalIpTables.Associations, association.Id);
        }
        return Done.Ok;
    }

    public Result<Done> CheckDeleting(Transaction state, Caller caller, Port port)
    {
        if (LocalIpTables.ByLocalPort.Any(state, port.Id))
        {
            return Error.Conflict("ServicePortInUse",
                $"Port {port.Id} cannot be deleted directly via the port API: still referenced by Local IPs.");
        }
        foreach (var association in LocalIpTables.ByPort.Of(state, port.Id))
            state.Delete(LocalIpTables.Associations, association.Id);
        return Done.Ok;
    }
}
