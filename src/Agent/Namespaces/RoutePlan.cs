using Naru.Primitives;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Namespaces;

/// <summary>A route that a namespace shall have.</summary>
/// <param name="Gateway">The next hop; null: the destination is on the device's link.</param>
/// <param name="Device">Null: the device is found by the gateway.</param>
public sealed record RoutePlan(IpPrefix Destination, IpAddress? Gateway, string? Device)
{
    /// <summary>The table; others than the main one are named by a <see cref="RulePlan"/>.</summary>
    public uint Table { get; init; } = RoutingTable.Main;

    /// <summary>Several ways at once, instead of <see cref="Gateway"/> and <see cref="Device"/>: each flow takes one.</summary>
    public EquatableList<HopPlan> Hops { get; init; }

    public override string ToString() =>
        $"{(Destination.Length == 0 ? "default" : Destination)}{(Gateway is { } gateway ? $" via {gateway}" : "")}{(Device is null ? "" : $" dev {Device}")}{(Table is RoutingTable.Main ? "" : $" table {Table}")}{string.Concat(Hops.Select(hop => $" {hop}"))}";
}
