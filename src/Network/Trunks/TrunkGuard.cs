using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Trunks;

/// <summary>What trunks say about changes of their ports.</summary>
internal sealed class TrunkGuard(TrunkPorts ports) : IPortGuard
{
    public Result<Done> CheckDeleting(Transaction state, Caller caller, Port port)
    {
        if (TrunkTable.OfSubPort(state, port.Id) is { } carrier)
            return Error.Conflict("PortInUseAsSubPort", $"Port {port.Id} is currently a subport for trunk {carrier.Id}.");
        return TrunkTable.ByParent.Find(state, port.Id) is { } trunk
            ? Error.Conflict("PortInUseAsTrunkParent", $"Port {port.Id} is currently a parent port for trunk {trunk.Id}.")
            : Done.Ok;
    }

    public void Changed(Transaction state, Port before, Port after)
    {
        if (before.Binding.Host != after.Binding.Host && TrunkTable.ByParent.Find(state, after.Id) is { } trunk)
            ports.Follow(state, trunk, after);
        if (before.MacAddress != after.MacAddress && TrunkTable.OfSubPort(state, after.Id) is { } carrier)
            TrunkPorts.Show(state, carrier.PortId, carrier);
    }
}
