using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;

namespace Naru.Network.Metering;

/// <summary>The declarations below <c>/metering</c>; all of it is an administrator's, as it is in Neutron.</summary>
public static class MeteringResource
{
    private static readonly OptionalValueKind<IpPrefix> Block = Kinds.Prefix.OrNone();

    public static readonly ResourceDefinition<MeteringLabel> Labels = new("metering_label", "metering_labels", MeteringLabelTable.Table)
    {
        Path = "metering/metering-labels",
        Extension = "metering",
        ErrorName = "MeteringLabel",
        Title = "Metering label",
        Blank = static () => new MeteringLabel(),
        Operations = Operations.Read | Operations.Create | Operations.Delete,
        CreatePolicy = Rules.AdminOnly,
        ReadPolicy = Rules.AdminOnly,
        DeletePolicy = Rules.AdminOnly,
        Fields =
        [
            StandardFields.Id<MeteringLabel>(),
            StandardFields.ProjectId<MeteringLabel>(),
            new Field<MeteringLabel, string>("name", Kinds.Name, l => l.Name, (l, value) => l with { Name = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<MeteringLabel, string>("description", Kinds.Description, l => l.Description, (l, value) => l with { Description = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<MeteringLabel, bool>("shared", Kinds.Flag, l => l.Shared, (l, value) => l with { Shared = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
        ],
    };

    public static readonly ResourceDefinition<MeteringRule> LabelRules = new("metering_label_rule", "metering_label_rules", MeteringRuleTable.Table)
    {
        Path = "metering/metering-label-rules",
        Extension = "metering",
        ErrorName = "MeteringLabelRule",
        Title = "Metering label rule",
        Blank = static () => new MeteringRule(),
        Operations = Operations.Read | Operations.Create | Operations.Delete,
        CreatePolicy = Rules.AdminOnly,
        ReadPolicy = Rules.AdminOnly,
        DeletePolicy = Rules.AdminOnly,
        Fields =
        [
            StandardFields.Id<MeteringRule>(),
            new Field<MeteringRule, string>("project_id", Kinds.Text(255), r => r.ProjectId, (r, value) => r with { ProjectId = value })
            {
                Access = Access.Create, Alias = "tenant_id", WriteOnly = true,
            },
            new Field<MeteringRule, string>("metering_label_id", Kinds.Uuid, r => r.LabelId, (r, value) => r with { LabelId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<MeteringRule, string>(
                "direction", Kinds.OneOf("ingress", "egress"), r => r.Direction, (r, value) => r with { Direction = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<MeteringRule, bool>("excluded", Kinds.Flag, r => r.Excluded, (r, value) => r with { Excluded = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<MeteringRule, IpPrefix?>("remote_ip_prefix", Block, r => r.Remote, (r, value) => r with { Remote = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<MeteringRule, IpPrefix?>("source_ip_prefix", Block, r => r.Source, (r, value) => r with { Source = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Extension = "metering_source_and_destination_fields",
            },
            new Field<MeteringRule, IpPrefix?>("destination_ip_prefix", Block, r => r.Destination, (r, value) => r with { Destination = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Extension = "metering_source_and_destination_fields",
            },
        ],
    };

    /// <summary><c>/metering/metering-labels/{id}/readings</c>: what was counted. Naru's own; Neutron sends it to a message bus.</summary>
    public static readonly ResourceDefinition<MeterReading> Readings = new("reading", "readings", MeterReadingTable.Table)
    {
        Path = "metering/metering-labels/{metering_label_id}/readings",
        ErrorName = "MeterReading",
        Title = "Meter reading",
        Blank = static () => new MeterReading(),
        ParentId = static reading => reading.LabelId,
        Operations = Operations.Read,
        ReadPolicy = Rules.AdminOnly,
        Fields =
        [
            new Field<MeterReading, string>("id", Kinds.Uuid, r => r.Id) { Query = Query.FilterSort },
            new Field<MeterReading, string>("metering_label_id", Kinds.Uuid, r => r.LabelId) { Query = Query.Filter },
            new Field<MeterReading, string>("router_id", Kinds.Uuid, r => r.RouterId) { Query = Query.FilterSort },
            new Field<MeterReading, string>("host", Kinds.Text(255), r => r.Host) { Query = Query.FilterSort },
            new Field<MeterReading, long>("packets", Kinds.Integer(), r => r.Packets) { Query = Query.Sort },
            new Field<MeterReading, long>("bytes", Kinds.Integer(), r => r.Bytes) { Query = Query.Sort },
            new Field<MeterReading, DateTimeOffset>("first_read_at", Kinds.Time, r => r.FirstReadAt),
            new Field<MeterReading, DateTimeOffset>("last_read_at", Kinds.Time, r => r.LastReadAt),
        ],
    };
}
