using System.Globalization;
using Naru.Network.Nodes;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Agents;

/// <summary>The declaration of <c>/agents</c>.</summary>
public static class AgentResource
{
    private static readonly ParsedKind<DateTimeOffset> Time = new("a valid time", "date-time",
        static (string text, out DateTimeOffset time) => DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time),
        static time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));

    public static readonly ResourceDefinition<Agent> Definition = new("agent", "agents", AgentTable.Table)
    {
        Extension = "agent",
        Blank = static () => new Agent(),
        Operations = Operations.Read | Operations.Update | Operations.Delete,
        CreatePolicy = Rules.AdminOnly,
        ReadPolicy = Rules.AdminOnly,
        UpdatePolicy = Rules.AdminOnly,
        DeletePolicy = Rules.AdminOnly,
        Fields =
        [
            new Field<Agent, string>("id", Kinds.Uuid, a => a.Id) { Query = Query.FilterSort },
            new Field<Agent, string>("agent_type", Kinds.Text(255), a => AgentNames.Of(a.Kind).Type) { Query = Query.FilterSort },
            new Field<Agent, string>("binary", Kinds.Text(255), a => AgentNames.Of(a.Kind).Binary) { Query = Query.FilterSort },
            new Field<Agent, string>("topic", Kinds.Text(255), a => AgentNames.Of(a.Kind).Topic) { Query = Query.FilterSort },
            new Field<Agent, string>("host", Kinds.Text(255), a => a.Host) { Query = Query.FilterSort },
            new Field<Agent, string?>("availability_zone", Kinds.Text(255).OrNull(), ZoneOf) { Query = Query.FilterSort, Extension = "availability_zone" },
            new Field<Agent, bool>("admin_state_up", Kinds.Flag, a => a.AdminStateUp, (a, value) => a with { AdminStateUp = value })
            {
                Access = Access.Update, Query = Query.FilterSort,
            },
            new Field<Agent, bool>("alive", Kinds.Flag, IsAlive) { Query = Query.Filter },
            new Field<Agent, DateTimeOffset>("created_at", Time, a => a.CreatedAt) { Query = Query.FilterSort },
            new Field<Agent, DateTimeOffset>("started_at", Time, static (state, a) => NodeOf(state, a)?.AttachedAt ?? a.CreatedAt) { Query = Query.FilterSort },
            new Field<Agent, DateTimeOffset>("heartbeat_timestamp", Time, LastSeen) { Query = Query.FilterSort },
            new Field<Agent, string?>("description", Kinds.Description.OrNull(), a => a.Description, (a, value) => a with { Description = value })
            {
                Access = Access.Update, Query = Query.FilterSort,
            },
            new Field<Agent, string?>("ha_state", Kinds.Text(16).OrNull(), a => a.HaState) { OmitNull = true, Extension = "l3-ha" },
            new Field<Agent, string>("configurations", Kinds.Json, AgentConfigurations.Of),
        ],
    };

    private static Node? NodeOf(IStateReader state, Agent agent) => state.In(NodeTable.Table).Find(agent.Host);

    private static bool IsAlive(IStateReader state, Agent agent) => NodeOf(state, agent) switch
    {
        null => false,
        var node => agent.Kind is AgentKind.OvnMetadata ? node.HasMetadataAgent : node.IsAttached,
    };

    private static string? ZoneOf(IStateReader state, Agent agent) =>
        agent.Kind is AgentKind.L3 or AgentKind.Dhcp or AgentKind.OvnGateway ? NodeOf(state, agent)?.AvailabilityZone : null;

    // A stream that is up is a heartbeat at every moment.
    private static DateTimeOffset LastSeen(IStateReader state, Agent agent) => NodeOf(state, agent) switch
    {
        null => agent.CreatedAt,
        _ when IsAlive(state, agent) => DateTimeOffset.UtcNow,
        var node => node.DetachedAt ?? node.AttachedAt,
    };
}
