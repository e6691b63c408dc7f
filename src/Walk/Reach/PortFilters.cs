using Naru.Network.AddressGroups;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>The filters of ports; those of the same groups share one.</summary>
internal sealed class PortFilters(IStateReader state)
{
    private readonly Dictionary<(string Groups, RuleDirection Direction), PortFilter> _filters = [];
    private readonly Dictionary<string, (HashSet<IpAddress> Addresses, List<IpPrefix> Blocks)> _members = [];

    public PortFilter Of(Port port, RuleDirection direction)
    {
        if (!port.PortSecurityEnabled || port.IsNetworkDevice)
            return PortFilter.Open;
        var key = (string.Join(',', port.SecurityGroupIds.Items.Order(StringComparer.Ordinal)), direction);
        if (!_filters.TryGetValue(key, out var filter))
        {
            _filters.Add(key, filter = new PortFilter([.. port.SecurityGroupIds
                .SelectMany(group => SecurityGroupRuleTable.ByGroup.Of(state, group))
                .Where(rule => rule.Direction == direction && rule.IpVersion == 4)
                .Select(TermOf)]));
        }
        return filter;
    }

    private PortFilter.Term TermOf(SecurityGroupRule rule)
    {
        var services = ServicesOf(rule);
        if (rule.RemoteIpPrefix is not null)
            return new PortFilter.Term(services, null, rule.RemoteBlock is { } block ? [block] : []);
        if (rule.RemoteGroupId is { } group)
        {
            var (addresses, blocks) = MembersOf(group);
            return new PortFilter.Term(services, addresses, blocks);
        }
        return new PortFilter.Term(
            services, null, rule.RemoteAddressGroupId is { } named ? [.. state.In(AddressGroupTable.Table).Find(named)?.Addresses.Items ?? []] : null);
    }

    private (HashSet<IpAddress> Addresses, List<IpPrefix> Blocks) MembersOf(string group)
    {
        if (!_members.TryGetValue(group, out var members))
        {
            var ports = PortTable.BySecurityGroup.Of(state, group).ToList();
            members = (
                [.. ports.SelectMany(port => port.FixedIps.Items).Select(ip => ip.Address)],
                [.. ports.SelectMany(port => port.AllowedAddressPairs.Items).Select(pair => pair.IpAddress)]);
            _members.Add(group, members);
        }
        return members;
    }

    private static ServiceSet ServicesOf(SecurityGroupRule rule)
    {
        if (rule.ProtocolNumber is not { } protocol)
            return ServiceSet.All;
        if (rule.PortRangeMin is not { } least)
            return ServiceSet.Of(protocol);
        if (protocol == IpProtocols.Icmp)
            return ServiceSet.OfIcmp(least, rule.PortRangeMax);
        return IpProtocols.HasPorts(protocol) ? ServiceSet.Of(protocol, least, rule.PortRangeMax ?? least) : ServiceSet.None;
    }
}
