using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;

namespace Naru.Agent.Routing;

/// <summary>Which addresses a router translates into which.</summary>
/// <param name="GatewayDevice">Null: the router has no gateway, and translates nothing.</param>
/// <param name="GatewayAddress">What inner addresses without a floating IP become outside; null: there is no IPv4 address.</param>
/// <param name="EnableSnat">Whether they do.</param>
public sealed record RouterTranslations(
    string? GatewayDevice, IpAddress? GatewayAddress, bool EnableSnat, EquatableList<NodeFloatingIp> FloatingIps)
{
    public static readonly RouterTranslations None = new(null, null, EnableSnat: false, []);

    /// <summary>The connections among these that are translated as it would not be done now: those of a floating IP that is gone or moved on.</summary>
    public IEnumerable<Connection> Outdated(IEnumerable<Connection> connections)
    {
        var fixedAddresses = FloatingIps.Items.ToDictionary(floating => floating.FloatingAddress, floating => floating.FixedAddress);
        return connections.Where(connection =>
            connection.Status.HasFlag(ConnectionStatus.DestinationNat) && !MayBecome(connection.Original.Destination, connection.Reply.Source)
            || connection.Status.HasFlag(ConnectionStatus.SourceNat) && !MayLeaveAs(connection.Reply.Destination, connection.Original.Source));

        bool MayBecome(IpAddress destination, IpAddress target) =>
            destination == RouterTable.MetadataAddress || fixedAddresses.TryGetValue(destination, out var address) && address == target;

        bool MayLeaveAs(IpAddress outside, IpAddress sender) =>
            outside == GatewayAddress || fixedAddresses.TryGetValue(outside, out var address) && address == sender;
    }
}
