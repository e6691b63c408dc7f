using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Network.NdpProxies;

/// <summary>The declaration of <c>/ndp_proxies</c>.</summary>
public static class NdpProxyResource
{
    public static readonly ResourceDefinition<NdpProxy> Definition = new("ndp_proxy", "ndp_proxies", NdpProxyTable.Table)
    {
        Extension = "l3-ndp-proxy",
        ErrorName = "NDPProxy",
        Title = "NDP proxy",
        Blank = static () => new NdpProxy(),
        ByProject = NdpProxyTable.ByProject,
        Fields =
        [
            StandardFields.Id<NdpProxy>(),
            new Field<NdpProxy, string>("name", Kinds.Name, p => p.Name, (p, value) => p with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            StandardFields.ProjectId<NdpProxy>(),
            new Field<NdpProxy, string>("router_id", Kinds.Uuid, p => p.RouterId, (p, value) => p with { RouterId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<NdpProxy, string>("port_id", Kinds.Uuid, p => p.PortId, (p, value) => p with { PortId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<NdpProxy, IpAddress?>("ip_address", Kinds.Ip.OrNone(), p => p.Address, (p, value) => p with { Address = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            StandardFields.Description<NdpProxy>(),
            .. StandardFields.Trailer<NdpProxy>(tags: false),
        ],
    };
}
