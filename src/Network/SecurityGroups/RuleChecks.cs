using Naru.Primitives;

namespace Naru.Network.SecurityGroups;

/// <summary>The rules between the fields of a security group rule.</summary>
internal static class RuleChecks
{
    private const int MaxIcmp = 255;
    private const int FirstPort = 1;
    private const int LastPort = 65_535;

    /// <summary>Brings a rule into its one form and checks it: the same rule written differently becomes the same.</summary>
    public static Result<SecurityGroupRule> Settle(SecurityGroupRule rule)
    {
        var settled = Canonical(rule);
        if (!RemoteEnd(settled).TryGet(out _, out var error)
            || !Protocol(settled).TryGet(out _, out error)
            || !Ports(settled).TryGet(out _, out error))
        {
            return error;
        }
        return settled;
    }

    private static SecurityGroupRule Canonical(SecurityGroupRule rule)
    {
        if (rule.Ethertype == Ethertypes.IPv6 && rule.Protocol is "icmp" or "icmpv6" or "1" && rule.IpVersion == 6)
            rule = rule with { Protocol = rule.Protocol == "1" ? "58" : IpProtocols.Icmpv6Name };
        return rule is { PortRangeMin: FirstPort, PortRangeMax: LastPort } && rule.ProtocolNumber is { } protocol && IpProtocols.HasPorts(protocol)
            ? rule with { PortRangeMin = null, PortRangeMax = null }
            : rule;
    }

    private static Result<Done> RemoteEnd(SecurityGroupRule rule)
    {
        var ends = (rule.RemoteGroupId is null ? 0 : 1) + (rule.RemoteIpPrefix is null ? 0 : 1) + (rule.RemoteAddressGroupId is null ? 0 : 1);
        if (ends > 1)
        {
            return NetworkErrors.Invalid("SecurityGroupMultipleRemoteEntites",
                "Only one of remote_ip_prefix or remote_group_id or remote_address_group_id may be provided.");
        }
        return rule.RemoteBlock is { } block && block.Version != rule.IpVersion
            ? NetworkErrors.Invalid("SecurityGroupRuleParameterConflict", $"Conflicting value ethertype {rule.Ethertype} for CIDR {rule.RemoteIpPrefix}")
            : Done.Ok;
    }

    private static Result<Done> Protocol(SecurityGroupRule rule) =>
        rule.IpVersion == 4 && rule.ProtocolNumber is { } number && IpProtocols.IsOnlyIpv6(number)
            ? NetworkErrors.Invalid("SecurityGroupEthertypeConflictWithProtocol", $"Invalid ethertype {rule.Ethertype} for protocol {rule.Protocol}.")
            : Done.Ok;

    private static Result<Done> Ports(SecurityGroupRule rule)
    {
        var (min, max) = (rule.PortRangeMin, rule.PortRangeMax);
        if (min is null && max is null)
            return Done.Ok;
        if (min is < 0 or > LastPort)
            return BadPort(min.Value);
        if (max is < 0 or > LastPort)
            return BadPort(max.Value);
        if (rule.ProtocolNumber is not { } protocol)
            return NetworkErrors.Invalid("SecurityGroupProtocolRequiredWithPorts", "Must also specify protocol if port range is given.");
        if (IpProtocols.HasPorts(protocol))
        {
            if (min is 0 || max is 0)
                return BadPort(0);
            return min is not null && max is not null && min <= max
                ? Done.Ok
                : NetworkErrors.Invalid("SecurityGroupInvalidPortRange", "For TCP/UDP protocols, port_range_min must be <= port_range_max");
        }
        if (!IpProtocols.IsIcmp(protocol))
        {
            return NetworkErrors.Invalid("SecurityGroupInvalidProtocolForPort",
                $"Ports cannot be specified for protocol {protocol}. Ports are only supported for DCCP, SCTP, TCP, UDP, UDPLITE.");
        }
        if (min > MaxIcmp)
            return BadIcmp("type", "port_range_min", min.Value);
        if (max > MaxIcmp)
            return BadIcmp("code", "port_range_max", max.Value);
        return min is null
            ? NetworkErrors.Invalid("SecurityGroupMissingIcmpType",
                $"ICMP code (port-range-max) {max} is provided but ICMP type (port-range-min) is missing.")
            : Done.Ok;
    }

    private static Error BadPort(int port) => NetworkErrors.Invalid("SecurityGroupInvalidPortValue", $"Invalid value for port {port}");

    private static Error BadIcmp(string field, string attribute, int value) => NetworkErrors.Invalid(
        "SecurityGroupInvalidIcmpValue", $"Invalid value for ICMP {field} ({attribute}) {value}. It must be 0 to {MaxIcmp}.");
}
