using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Network.SecurityGroups;

/// <summary>The fields that say what a rule lets pass; default rules have the same.</summary>
internal static class RuleFields
{
    /// <param name="get">The rule in the record.</param>
    /// <param name="set">Puts a rule into the record.</param>
    /// <param name="remoteGroup">What may be named as the remote group.</param>
    public static IEnumerable<Field<T>> Of<T>(Func<T, SecurityGroupRule> get, Func<T, SecurityGroupRule, T> set, TextKind remoteGroup)
    {
        yield return Of("direction", RuleKinds.Direction, r => r.Direction, (r, value) => r with { Direction = value }, required: true);
        yield return Of("ethertype", RuleKinds.Ethertype, r => r.Ethertype, (r, value) => r with { Ethertype = value });
        yield return Of("protocol", RuleKinds.Protocol, r => r.Protocol, (r, value) => r with { Protocol = value });
        yield return Of("port_range_min", RuleKinds.Port, r => r.PortRangeMin, (r, value) => r with { PortRangeMin = (int?)value });
        yield return Of("port_range_max", RuleKinds.Port, r => r.PortRangeMax, (r, value) => r with { PortRangeMax = (int?)value });
        yield return Of("remote_group_id", remoteGroup.OrNull(), r => r.RemoteGroupId, (r, value) => r with { RemoteGroupId = value });
        yield return Of("remote_ip_prefix", RuleKinds.Block, r => r.RemoteIpPrefix, (r, value) => r with { RemoteIpPrefix = value });
        yield return Of(
            "remote_address_group_id", Kinds.Uuid.OrNull(), r => r.RemoteAddressGroupId, (r, value) => r with { RemoteAddressGroupId = value },
            extension: "security-groups-remote-address-group");

        Field<T> Of<TValue>(
            string name, ValueKind<TValue> kind, Func<SecurityGroupRule, TValue> read, Func<SecurityGroupRule, TValue, SecurityGroupRule> write,
            bool required = false, string? extension = null) =>
            new Field<T, TValue>(name, kind, owner => read(get(owner)), (owner, value) => set(owner, write(get(owner), value)))
            {
                Access = Access.Create, Query = Query.FilterSort, Required = required, Extension = extension,
            };
    }
}
