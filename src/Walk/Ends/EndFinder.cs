using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Ends;

/// <summary>Finds what the words of a user mean: an instance, a port, a fixed or floating IP, or an address outside.</summary>
/// <param name="sees">Whether the caller may know of a port. Of others it is as if they were not there.</param>
internal sealed class EndFinder(IStateReader state, Func<Port, bool> sees)
{
    public Result<End> Find(string asked)
    {
        if (IpAddress.TryParse(asked, out var address))
            return OfAddress(asked, address);
        var found = OfName(asked);
        return found switch
        {
            [var port] => new End(asked, null, port),
            [] => Error.NotFound(
                "WalkEndNotFound", $"'{asked}' is no name or id of an instance or port, no floating IP, and no IP address."),
            _ => Ambiguous(asked, found),
        };
    }

    private Result<End> OfAddress(string asked, IpAddress address)
    {
        var ports = PortTable.ByFixedIp.Of(state, address).Where(sees).ToList();
        if (ports.Count > 1)
            return Ambiguous(asked, ports);
        if (ports is not [var port])
            return new End(asked, address, null);
        return new End(asked, address, port.DeviceOwner == DeviceOwners.FloatingIp ? null : port);
    }

    private List<Port> OfName(string asked)
    {
        if (state.In(PortTable.Table).Find(asked) is { } byId && sees(byId))
            return [byId];
        if (state.In(FloatingIpTable.Table).Find(asked)?.PortId is { } inside && state.In(PortTable.Table).Find(inside) is { } behind && sees(behind))
            return [behind];
        var named = PortTable.ByName.Of(state, asked).Where(sees).ToList();
        if (named.Count > 0)
            return named;
        var plugged = PortTable.ByDevice.Of(state, asked).Where(port => sees(port) && !port.IsNetworkDevice).ToList();
        // Compute gives the ports of an instance its host name, and that is what walks call it.
        return plugged.Count > 0 ? plugged : [.. PortTable.ByDnsName.Of(state, asked.ToLowerInvariant()).Where(sees)];
    }

    private static Error Ambiguous(string asked, IReadOnlyCollection<Port> ports) => Error.Conflict(
        "WalkEndAmbiguous", $"'{asked}' may be {ports.Count} ports: give the id of one of {string.Join(", ", ports.Take(5).Select(port => port.Id))}.");
}
