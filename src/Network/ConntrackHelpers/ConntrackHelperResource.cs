using Naru.Network.Routers;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.ConntrackHelpers;

/// <summary>The declaration of <c>/routers/{id}/conntrack_helpers</c>.</summary>
public static class ConntrackHelperResource
{
    private static readonly Field<ConntrackHelper, string> Protocol = new(
        "protocol", new ChoiceKind("tcp", "udp") { AnyCase = true }, h => h.Protocol, (h, value) => h with { Protocol = value })
    {
        Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
    };

    private static readonly Field<ConntrackHelper, long> Port = new(
        "port", Kinds.Integer(1, ushort.MaxValue), h => h.Port, (h, value) => h with { Port = (int)value })
    {
        Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
    };

    private static readonly Field<ConntrackHelper, string> Helper = new("helper", Kinds.Text(64), h => h.Helper, (h, value) => h with { Helper = value })
    {
        Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
    };

    public static readonly ResourceDefinition<ConntrackHelper> Definition = new("conntrack_helper", "conntrack_helpers", ConntrackHelperTable.Table)
    {
        Path = "routers/{router_id}/conntrack_helpers",
        Extension = "l3-conntrack-helper",
        ErrorName = "ConntrackHelper",
        Title = "Conntrack Helper",
        Blank = static () => new ConntrackHelper(),
        ParentId = static helper => helper.RouterId,
        Fields =
        [
            StandardFields.Id<ConntrackHelper>(),
            // Accepted as everywhere, not shown: the owner is that of the router.
            new Field<ConntrackHelper, string>("project_id", Kinds.Text(255), h => h.ProjectId, (h, value) => h with { ProjectId = value })
            {
                Access = Access.Create, Alias = "tenant_id", WriteOnly = true,
            },
            Protocol,
            Port,
            Helper,
        ],
    };

    /// <summary>The helpers of a router, as the router shows them.</summary>
    public static readonly Field<Router, EquatableList<ConntrackHelper>> InRouter = new(
        "conntrack_helpers", Kinds.ListOf(new ObjectKind<ConntrackHelper>(static () => new ConntrackHelper(), Protocol, Port, Helper)), Of)
    {
        Extension = "expose-l3-conntrack-helper",
    };

    private static EquatableList<ConntrackHelper> Of(IStateReader state, Router router) =>
        ConntrackHelperTable.ByRouter.Of(state, router.Id).OrderBy(helper => helper.CreatedAt).ToEquatableList();
}
