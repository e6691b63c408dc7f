using Naru.Network.Ports;
using Naru.Protocols.Ovsdb.Models.OvnSouthbound;
using Naru.Protocols.Ovsdb.Replica;

namespace Naru.Ovn.Southbound;

/// <summary>What the southbound database tells of ports.</summary>
internal static class PortSightings
{
    private const string RouterType = "patch";
    private const string GatewayType = "chassisredirect";

    /// <summary>The port of the API that a binding is of; null: of none, or of a router's side.</summary>
    public static string? PortOf(PlacedPort binding) => binding.Type == GatewayType || binding.Name.StartsWith("lrp-", StringComparison.Ordinal) ? null : binding.Name;

    /// <summary>The router's gateway port whose place a binding tells; null: it tells none.</summary>
    public static string? GatewayOf(PlacedPort binding) =>
        binding.Type == GatewayType && binding.Name.StartsWith(Northbound.OvnNames.GatewayBinding(""), StringComparison.Ordinal)
            ? binding.Name[Northbound.OvnNames.GatewayBinding("").Length..]
            : null;

    /// <summary>The host that has wired the port so that its packets pass; null: none has.</summary>
    public static string? WiredOn(ReplicaSnapshot southbound, PlacedPort? binding, Port port)
    {
        if (binding is null)
            return null;
        // A router's port is wherever the router is, once northd has made it.
        if (binding.Type == RouterType || port.Binding.VifType == VifTypes.Distributed)
            return port.Binding.Host;
        return binding is { IsUp: true, Chassis: { } chassis } ? southbound.Table<Chassis>().Find(chassis)?.Hostname : null;
    }

    /// <summary>Whether some chassis is the way out through a gateway port.</summary>
    public static bool IsServed(ReplicaSnapshot southbound, string gatewayPortId) =>
        southbound.Table<PlacedPort>().Named(Northbound.OvnNames.GatewayBinding(gatewayPortId)) is { Chassis: not null };

    public static PlacedPort? Find(ReplicaSnapshot southbound, string portId) => southbound.Table<PlacedPort>().Named(portId);

    /// <summary>The ports whose state may have changed between two looks.</summary>
    public static IEnumerable<PlacedPort> Changed(ReplicaSnapshot before, ReplicaSnapshot now) =>
        ReferenceEquals(before.Table<Chassis>().ByUuid, now.Table<Chassis>().ByUuid)
            ? now.Table<PlacedPort>().ChangesSince(before.Table<PlacedPort>()).Select(change => change.New ?? change.Old!)
            : now.Table<PlacedPort>().Rows.Concat(before.Table<PlacedPort>().Rows);
}
