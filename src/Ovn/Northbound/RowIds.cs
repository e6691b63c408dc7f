using Naru.Network;
using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;

namespace Naru.Ovn.Northbound;

/// <summary>The UUIDs of our rows. As in ML2/OVN, a row that stands for an object of the API has the object's id.</summary>
internal static class RowIds
{
    private static readonly Guid Space = new("6e617275-0000-5000-8000-6f766e000000");

    public static RowKey Switch(string networkId) => new(LogicalSwitch.Table.Name, Of(networkId));

    public static RowKey SwitchPort(string portId) => new(LogicalSwitchPort.Table.Name, Of(portId));

    public static RowKey Router(string routerId) => new(LogicalRouter.Table.Name, Of(routerId));

    public static RowKey RouterPort(string portId) => new(LogicalRouterPort.Table.Name, Of(portId));

    public static RowKey PortGroup(string securityGroupId) => new(Naru.Protocols.Ovsdb.Models.OvnNorthbound.PortGroup.Table.Name, Of(securityGroupId));

    public static RowKey DropGroup => new(Naru.Protocols.Ovsdb.Models.OvnNorthbound.PortGroup.Table.Name, Of("drop"));

    public static RowKey Dns(string networkId) => new(DNS.Table.Name, Of(networkId));

    public static RowKey ChassisGroup(string networkId) => new(HAChassisGroup.Table.Name, Of("external-ports", networkId));

    public static Guid Of(string id) => Guid.TryParseExact(id, "D", out var uuid) ? uuid : NameUuid.Of(Space, id);

    /// <summary>The UUID of one of several rows that an object has.</summary>
    public static Guid Of(string what, string id) => NameUuid.Of(Space, $"{what}/{id}");
}
