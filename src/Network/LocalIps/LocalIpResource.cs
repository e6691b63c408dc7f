using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.LocalIps;

/// <summary>The declarations of <c>/local_ips</c> and their <c>port_associations</c>.</summary>
public static class LocalIpResource
{
    private const int LongDescription = 1024;

    public static readonly ResourceDefinition<LocalIp> Definition = new("local_ip", "local_ips", LocalIpTables.LocalIps)
    {
        Extension = "local_ip",
        ErrorName = "LocalIP",
        Title = "Local IP",
        Blank = static () => new LocalIp(),
        ByProject = LocalIpTables.ByProject,
        Fields =
        [
            StandardFields.Id<LocalIp>(),
            StandardFields.ProjectId<LocalIp>(),
            new Field<LocalIp, string>("name", Kinds.Name, l => l.Name, (l, value) => l with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<LocalIp, string>("description", Kinds.Text(LongDescription), l => l.Description, (l, value) => l with { Description = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<LocalIp, string>("local_port_id", Kinds.Uuid, l => l.LocalPortId, (l, value) => l with { LocalPortId = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<LocalIp, string>("network_id", Kinds.Uuid, l => l.NetworkId, (l, value) => l with { NetworkId = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<LocalIp, IpAddress?>("local_ip_address", Kinds.Ip.OrNone(), l => l.Address, (l, value) => l with { Address = value ?? default })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<LocalIp, string>("ip_mode", Kinds.OneOf(LocalIp.Translate, LocalIp.Passthrough), l => l.IpMode, (l, value) => l with { IpMode = value })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            .. StandardFields.Trailer<LocalIp>(tags: false),
        ],
    };

    public static readonly ResourceDefinition<PortAssociation> Associations = new("port_association", "port_associations", LocalIpTables.Associations)
    {
        Path = "local_ips/{local_ip}/port_associations",
        Extension = "local_ip",
        ErrorName = "LocalIPAssociation",
        Title = "Local IP association with port",
        Blank = static () => new PortAssociation(),
        Operations = Operations.Read | Operations.Create | Operations.Delete,
        ParentId = static association => association.LocalIpId,
        DocumentId = PortAssociation.IdOf,
        CreatePolicy = "role:admin or (role:member and project_id:%(local_ip:project_id)s)",
        ReadPolicy = "role:admin or (role:reader and project_id:%(local_ip:project_id)s)",
        DeletePolicy = "role:admin or (role:member and project_id:%(local_ip:project_id)s)",
        PolicyTarget = static (state, association, name) =>
            name == "local_ip:project_id" ? state.In(LocalIpTables.LocalIps).Find(association.LocalIpId)?.ProjectId : null,
        Fields =
        [
            new Field<PortAssociation, string>("local_ip_id", Kinds.Uuid, a => a.LocalIpId),
            new Field<PortAssociation, IpAddress?>("local_ip_address", Kinds.Ip.OrNone(), AddressOf) { Query = Query.FilterSort },
            new Field<PortAssociation, string>("fixed_port_id", Kinds.Uuid, a => a.FixedPortId, (a, value) => a with { FixedPortId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<PortAssociation, IpAddress?>("fixed_ip", Kinds.Ip.OrNone(), a => a.FixedAddress, (a, value) => a with { FixedAddress = value ?? default })
            {
                Access = Access.Create, Query = Query.FilterSort,
            },
            new Field<PortAssociation, string>("host", Kinds.Text(255), HostOf) { Query = Query.FilterSort },
            new Field<PortAssociation, string>("project_id", Kinds.Text(255), a => a.ProjectId, (a, value) => a with { ProjectId = value })
            {
                Access = Access.Create, Alias = "tenant_id", WriteOnly = true,
            },
        ],
    };

    private static IpAddress? AddressOf(IStateReader state, PortAssociation association) =>
        state.In(LocalIpTables.LocalIps).Find(association.LocalIpId)?.Address;

    private static string HostOf(IStateReader state, PortAssociation association) =>
        state.In(PortTable.Table).Find(association.FixedPortId)?.Binding.Host ?? "";
}
