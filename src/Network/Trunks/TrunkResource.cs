using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Network.Trunks;

/// <summary>The declaration of <c>/trunks</c>.</summary>
public static class TrunkResource
{
    private static readonly Field<SubPort>[] SubPortFields =
    [
        new Field<SubPort, long?>("segmentation_id", Kinds.Integer().OrNone(), port => port.SegmentationId, (port, value) => port with { SegmentationId = value }),
        new Field<SubPort, string?>(
            "segmentation_type", Kinds.OneOf(SubPort.Vlan, SubPort.Inherit).OrNull(), port => port.SegmentationType, (port, value) => port with { SegmentationType = value }),
        new Field<SubPort, string>("port_id", Kinds.Uuid, port => port.PortId, (port, value) => port with { PortId = value }) { Required = true },
    ];

    /// <summary>Subports to add: with their tags.</summary>
    public static readonly ListKind<SubPort> Added = new(new ObjectKind<SubPort>(static () => new SubPort(""), SubPortFields)
    {
        Check = static port => port.SegmentationType switch
        {
            null => $"subport {port.PortId} lacks 'segmentation_type'",
            SubPort.Vlan when port.SegmentationId is null => $"subport {port.PortId} lacks 'segmentation_id'",
            _ => null,
        },
    });

    /// <summary>Subports to remove: their ports' ids are enough.</summary>
    public static readonly ListKind<SubPort> Removed = new(new ObjectKind<SubPort>(static () => new SubPort(""), SubPortFields)) { NullIsEmpty = false };

    public static readonly ResourceDefinition<Trunk> Definition = new("trunk", "trunks", TrunkTable.Table)
    {
        Extension = "trunk",
        Blank = static () => new Trunk(),
        ByProject = TrunkTable.ByProject,
        Quota = "trunk",
        Tagged = true,
        Fields =
        [
            StandardFields.Id<Trunk>(),
            new Field<Trunk, string>("name", Kinds.Name, t => t.Name, (t, value) => t with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            StandardFields.ProjectId<Trunk>(),
            new Field<Trunk, bool>("admin_state_up", Kinds.Flag, t => t.AdminStateUp, (t, value) => t with { AdminStateUp = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<Trunk, string>("port_id", Kinds.Uuid, t => t.PortId, (t, value) => t with { PortId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<Trunk, string>("status", Kinds.Text(16), TrunkStatus.Of) { Query = Query.FilterSort },
            new Field<Trunk, EquatableList<SubPort>>("sub_ports", Added, t => t.SubPorts, (t, value) => t with { SubPorts = value })
            {
                Access = Access.Create,
            },
            StandardFields.Description<Trunk>(),
            .. StandardFields.Trailer<Trunk>(),
        ],
    };
}
