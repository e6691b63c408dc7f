using Naru.Protocols.Ovsdb.Models;
using Naru.Protocols.Ovsdb.Models.OvnSouthbound;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Ovn.Southbound;

/// <summary>What of a row of <c>Port_Binding</c> tells where a port is, found by the logical port's name.</summary>
internal sealed record PlacedPort : IOvsdbRow<PlacedPort>, INamedRow
{
    public static TableModel<PlacedPort> Table { get; } = new(
        PortBinding.Table.Name,
        [PortBinding.Columns.LogicalPort.Name, PortBinding.Columns.Type.Name, PortBinding.Columns.Chassis.Name, PortBinding.Columns.Up.Name],
        Read);

    public Guid Uuid { get; init; }

    /// <summary>The logical port: the id of the API's port, or of a router's side.</summary>
    public string Name { get; init; } = "";

    /// <summary>Empty for an instance's; <c>patch</c>, <c>chassisredirect</c>, <c>localport</c>, ….</summary>
    public string Type { get; init; } = "";

    public Guid? Chassis { get; init; }

    /// <summary>Its chassis has written the flows for it.</summary>
    public bool IsUp { get; init; }

    public OvsdbRow ToRow() => OvsdbRow.Of(
        PortBinding.Columns.LogicalPort.To(Name), PortBinding.Columns.Type.To(Type), PortBinding.Columns.Chassis.To(Chassis), PortBinding.Columns.Up.To(IsUp));

    private static PlacedPort Read(Guid uuid, OvsdbRow row) => new()
    {
        Uuid = uuid,
        Name = PortBinding.Columns.LogicalPort.Read(row),
        Type = PortBinding.Columns.Type.Read(row),
        Chassis = PortBinding.Columns.Chassis.Read(row),
        IsUp = PortBinding.Columns.Up.Read(row) is true,
    };
}
