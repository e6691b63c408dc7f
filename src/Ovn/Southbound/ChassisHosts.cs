using Naru.Network.Ml2.MechanismDrivers;
using Naru.Network.Nodes;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.OvnSouthbound;
using Naru.Protocols.Ovsdb.Replica;

namespace Naru.Ovn.Southbound;

/// <summary>Chassis as hosts of the cloud, as they describe themselves (ovn-controller(8), external_ids of Open_vSwitch).</summary>
internal static class ChassisHosts
{
    private const string GatewayOption = "enable-chassis-as-gw";
    private const string ZonesOption = "availability-zones=";

    /// <param name="living">The names of the chassis that give signs of life.</param>
    public static IEnumerable<Node> Of(ReplicaSnapshot southbound, IReadOnlySet<string> living, DateTimeOffset now) =>
        from chassis in southbound.Table<Chassis>().Rows
        where chassis.Hostname.Length > 0
        select Of(chassis, [.. southbound.Table<Encap>().Find(chassis.Encaps)], living.Contains(chassis.Name), now);

    /// <summary>Whether two descriptions of a host say the same of what OVN tells.</summary>
    public static bool AreSame(Node known, Node now) => known == now with
    {
        AttachedAt = known.AttachedAt, DetachedAt = known.DetachedAt, HasMetadataAgent = known.HasMetadataAgent, RouterMac = known.RouterMac,
        Tunnels = known.Tunnels, Lacks = known.Lacks,
    };

    private static Node Of(Chassis chassis, IReadOnlyList<Encap> encaps, bool isAlive, DateTimeOffset now)
    {
        var options = Option(chassis, "ovn-cms-options").Split(',', StringSplitOptions.TrimEntries);
        return new Node
        {
            Id = chassis.Hostname,
            Mechanism = OvnDriver.Mechanism,
            Chassis = chassis.Name,
            TunnelAddress = encaps.Select(encap => IpAddress.TryParse(encap.Ip, out var address) ? address : (IpAddress?)null).FirstOrDefault(),
            TunnelTypes = encaps.Select(encap => encap.Type).Distinct().Order(StringComparer.Ordinal).ToEquatableList(),
            BridgeMappings = [.. Mappings(Option(chassis, "ovn-bridge-mappings"))],
            Firewall = "ovn",
            DatapathType = Option(chassis, "datapath-type"),
            Roles = options.Contains(GatewayOption) ? [NodeRole.Gateway] : [],
            AvailabilityZone = options.FirstOrDefault(option => option.StartsWith(ZonesOption, StringComparison.Ordinal))?[ZonesOption.Length..].Split(':')[0] ?? "nova",
            IsAttached = isAlive,
            AttachedAt = now,
            DetachedAt = isAlive ? null : now,
        };
    }

    // Older chassis say it in the other column.
    private static string Option(Chassis chassis, string key) =>
        chassis.OtherConfig.TryGetValue(key, out var value) || chassis.ExternalIds.TryGetValue(key, out value) ? value : "";

    private static IEnumerable<BridgeMapping> Mappings(string text) =>
        from pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        let parts = pair.Split(':')
        where parts.Length == 2
        select new BridgeMapping(parts[0], parts[1]);
}
