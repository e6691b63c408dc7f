using Naru.Network.Nodes;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Agents;

/// <summary>A name that hosts share, and that networks and routers can ask to be served in.</summary>
/// <param name="Resource">What can be placed there: <c>network</c> or <c>router</c>.</param>
/// <param name="IsAvailable">At least one host of it is attached and enabled.</param>
public sealed record AvailabilityZone(string Name, string Resource, bool IsAvailable)
{
    public static IEnumerable<AvailabilityZone> All(IStateReader state) =>
        from node in state.In(NodeTable.Table).All
        from role in node.Roles
        where role is not NodeRole.Dvr
        let isAvailable = node.IsAttached && AgentTable.IsEnabled(state, node.Id, role is NodeRole.L3 ? AgentKind.L3 : AgentKind.Dhcp)
        group isAvailable by (Zone: node.AvailabilityZone, Role: role) into zone
        orderby zone.Key.Zone, zone.Key.Role
        select new AvailabilityZone(zone.Key.Zone, zone.Key.Role is NodeRole.L3 ? "router" : "network", zone.Any(isAvailable => isAvailable));

    /// <summary>Refuses zones that no host is in.</summary>
    public static Result<Done> Check(IStateReader state, EquatableList<string> names)
    {
        foreach (var name in names)
        {
            if (!state.In(NodeTable.Table).All.Any(node => node.AvailabilityZone == name && node.Roles.Items.Any(role => role is not NodeRole.Dvr)))
                return Error.NotFound("AvailabilityZoneNotFound", $"AvailabilityZone {name} could not be found.");
        }
        return Done.Ok;
    }
}
