using Naru.Network.FloatingIps;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Ends;

/// <summary>Chooses the addresses of a walk whose ends were named without.</summary>
internal static class EndAddresses
{
    /// <summary>Ends that share a subnet meet there; from outside an instance is reached by its floating IP; IPv4 goes before IPv6.</summary>
    public static Result<(IpAddress Source, IpAddress Destination)> Choose(IStateReader state, End source, End destination)
    {
        var targets = Candidates(state, destination, isReachedFromOutside: source.Port is null);
        var own = Candidates(state, source, isReachedFromOutside: false);
        if (own.Count == 0)
            return Error.Conflict("NoAddress", $"'{source.Asked}' has no IP address.");
        if (targets.Count == 0)
            return Error.Conflict("NoAddress", $"'{destination.Asked}' has no IP address.");
        var pairs =
            from target in targets
            from address in own
            where address.Version == target.Version
            orderby IsOnLink(state, source, address, target) descending, target.Version
            select (address, target);
        return pairs.Select(pair => (Result<(IpAddress, IpAddress)>)pair).FirstOrDefault(Error.Conflict(
            "NoCommonIpVersion", $"'{source.Asked}' and '{destination.Asked}' have no IP version in common."));
    }

    private static List<IpAddress> Candidates(IStateReader state, End end, bool isReachedFromOutside)
    {
        if (end.Address is { } named)
            return [named];
        if (end.Port is not { } port)
            return [];
        var floating = isReachedFromOutside ? FloatingIpTable.ByPort.Of(state, port.Id).Select(ip => ip.FloatingAddress) : [];
        return [.. floating, .. port.FixedIps.Items.Select(ip => ip.Address)];
    }

    private static bool IsOnLink(IStateReader state, End source, IpAddress address, IpAddress target) =>
        source.Port is { } port
        && port.FixedIps.Items.FirstOrDefault(ip => ip.Address == address) is { } own
        && state.In(SubnetTable.Table).Find(own.SubnetId) is { } subnet
        && subnet.Cidr.Contains(target);
}
