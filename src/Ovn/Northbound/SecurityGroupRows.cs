using Naru.Network.AddressGroups;
using Naru.Network.SecurityGroups;
using Naru.Network.SecurityLogs;
using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;
using Naru.State;

namespace Naru.Ovn.Northbound;

/// <summary>Security groups: a port group each, with an ACL for each rule; the addresses of address groups.</summary>
internal static class SecurityGroupRows
{
    private const int AllowPriority = 1002;

    public static UnitRows OfGroup(IStateReader state, string id)
    {
        if (state.In(SecurityGroupTable.Table).Find(id) is not { } group)
            return UnitRows.None;
        var rows = new RowSet();
        rows.Add(new PortGroup
        {
            Uuid = RowIds.PortGroup(id).Uuid,
            Name = OvnNames.PortGroup(id),
            ExternalIds = OwnIds.Of("security_group", id, ("neutron:security_group_id", id), ("neutron:revision_number", $"{group.RevisionNumber}")),
        });
        return rows.Done();
    }

    public static UnitRows OfRule(IStateReader state, string id)
    {
        if (state.In(SecurityGroupRuleTable.Table).Find(id) is not { } rule || state.In(SecurityGroupTable.Table).Find(rule.SecurityGroupId) is not { } group)
            return UnitRows.None;
        var rows = new RowSet();
        var log = LogOf(state, group);
        rows.AddTo(RowIds.PortGroup(group.Id), PortGroup.Columns.Acls.Name, new ACL
        {
            Uuid = RowIds.Of(id),
            Direction = AclMatch.DirectionOf(rule),
            Priority = AllowPriority,
            Action = group.Stateful ? "allow-related" : "allow-stateless",
            Match = AclMatch.Of(rule),
            Log = log is not null,
            Name = log is null ? null : OvnNames.Neutron(log.Id),
            Severity = log is null ? null : "info",
            Meter = log is null ? null : OvnNames.LogMeter,
            ExternalIds = OwnIds.Of("security_group_rule", id, ("neutron:security_group_rule_id", id)),
        });
        return rows.Done();
    }

    public static UnitRows OfAddresses(IStateReader state, string id)
    {
        if (state.In(AddressGroupTable.Table).Find(id) is not { } group)
            return UnitRows.None;
        var rows = new RowSet();
        foreach (var version in (int[])[4, 6])
        {
            rows.Add(new AddressSet
            {
                Uuid = RowIds.Of($"addresses{version}", id),
                Name = OvnNames.AddressGroup(id, version),
                Addresses = [.. group.Addresses.Where(block => block.Version == version).Select(block => block.ToString())],
                ExternalIds = OwnIds.Of("address_group", id, ("neutron:address_group_id", id), ("neutron:revision_number", $"{group.RevisionNumber}")),
            });
        }
        return rows.Done();
    }

    // A rule lets pass whoever sends: only logs of a whole group, or of everything in a project, can be said by its ACL.
    private static SecurityLog? LogOf(IStateReader state, SecurityGroup group) =>
        SecurityLogTable.ByGroup.Of(state, group.Id).Concat(SecurityLogTable.ByProject.Of(state, group.ProjectId).Where(log => log.ResourceId is null))
            .Where(log => log is { Enabled: true, TargetId: null, Event: "ACCEPT" or "ALL" })
            .MinBy(log => log.Id, StringComparer.Ordinal);
}
