using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;

namespace Naru.Network.SecurityLogs;

/// <summary>The declaration of <c>/log/logs</c>.</summary>
public static class SecurityLogResource
{
    public static readonly ResourceDefinition<SecurityLog> Definition = new("log", "logs", SecurityLogTable.Table)
    {
        Path = "log/logs",
        Extension = "logging",
        ErrorName = "LogResource",
        Title = "Log resource",
        Blank = static () => new SecurityLog(),
        ByProject = SecurityLogTable.ByProject,
        CreatePolicy = Rules.ManagerOrAdmin,
        ReadPolicy = Rules.ManagerOrAdmin,
        UpdatePolicy = Rules.ManagerOrAdmin,
        DeletePolicy = Rules.ManagerOrAdmin,
        Fields =
        [
            StandardFields.Id<SecurityLog>(),
            StandardFields.ProjectId<SecurityLog>(),
            new Field<SecurityLog, string>("name", Kinds.Name, l => l.Name, (l, value) => l with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<SecurityLog, string>("resource_type", Kinds.Text(255), l => l.ResourceType, (l, value) => l with { ResourceType = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<SecurityLog, string?>("resource_id", Kinds.Uuid.OrNull(), l => l.ResourceId, (l, value) => l with { ResourceId = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<SecurityLog, string?>("target_id", Kinds.Uuid.OrNull(), l => l.TargetId, (l, value) => l with { TargetId = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<SecurityLog, string>("event", Kinds.OneOf("ACCEPT", "DROP", "ALL"), l => l.Event, (l, value) => l with { Event = value })
            {
                Access = Access.Create, Query = Query.Filter,
            },
            new Field<SecurityLog, bool>("enabled", Kinds.Flag, l => l.Enabled, (l, value) => l with { Enabled = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter,
            },
            StandardFields.Description<SecurityLog>(),
            .. StandardFields.Trailer<SecurityLog>(tags: false),
        ],
    };
}
