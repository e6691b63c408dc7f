using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;

namespace Naru.Agent.Routing;

/// <summary>Which addresses a router translates into which.</summary>
/// <param name="GatewayDevice">Null: the router has no gateway.</param>
/// <param name="GatewayAddress">What inner addresses without a floating IP become outside; null: there is no IPv4 address.</param>
/// <param name="EnableSnat">Whether they do.</param>
public sealed record RouterTranslations(
    string? GatewayDevice, IpAddress? GatewayAddress, bool EnableSnat, EquatableList<NodeFloatingIp> FloatingIps)
{
    /// <summary>Instances without a floating IP have no address outside here: the router speaks for them with one of its own.</summary>
    public bool IsDistributed { get; init; }

    public static readonly RouterTranslations None = new(null, null, EnableSnat: false, []);

    /// <summary>Of what leaves and enters with <see cref="GatewayAddress"/>; null: no limits.</summary>
    public NodeQos? GatewayQos { get; init; }

    public EquatableList<NodePortForwarding> PortForwardings { get; init; }

    /// <summary>The gateways beside the first one.</summary>
    public EquatableList<GatewayTranslations> MoreGateways { get; init; }

    /// <summary>Interfaces on external networks that floating IPs lead in by: a router need not have its gateway there.</summary>
    public EquatableList<GatewayTranslations> FloatingInterfaces { get; init; }

    /// <summary>Where floating IPs may be besides the first gateway.</summary>
    public IEnumerable<GatewayTranslations> OtherSides => MoreGateways.Concat(FloatingInterfaces);

    /// <summary>Every address of an external network that leads inside, each once.</summary>
    public IEnumerable<IpAddress> AllFloatingAddresses => FloatingIps.Select(floating => floating.FloatingAddress)
        .Concat(PortForwardings.Select(forwarding => forwarding.FloatingAddress)).Distinct();

    /// <summary>Those that are at the first gateway.</summary>
    public IEnumerable<IpAddress> FloatingAddresses => AllFloatingAddresses.Except(OtherSides.SelectMany(more => more.FloatingAddresses.Items));

    /// <summary>The device of the gateway that an address is at.</summary>
    public string? DeviceOf(IpAddress address) =>
        OtherSides.FirstOrDefault(more => more.FloatingAddresses.Items.Contains(address))?.Device ?? GatewayDevice;

    /// <summary>The floating IPs of the first gateway's network.</summary>
    public IEnumerable<NodeFloatingIp> FirstFloatingIps => FloatingIps.Except(OtherSides.SelectMany(more => more.FloatingIps.Items));

    /// <summary>The connections among these that are translated as it would not be done now: those of a floating IP that is gone or moved on.</summary>
    public IEnumerable<Connection> Outdated(IEnumerable<Connection> connections)
    {
        var fixedAddresses = FloatingIps.Items.ToDictionary(floating => floating.FloatingAddress, floating => floating.FixedAddress);
        return connections.Where(connection =>
            connection.Status.HasFlag(ConnectionStatus.DestinationNat) && !MayBecome(connection)
            // Somebody who kept sending to a port since before it was forwarded.
            || !connection.Status.HasFlag(ConnectionStatus.DestinationNat) && ForwardedPorts.Target(PortForwardings, connection.Original) is not null
            || connection.Status.HasFlag(ConnectionStatus.SourceNat) && !MayLeaveAs(connection.Reply.Destination, connection.Original.Source));

        bool MayBecome(Connection connection) => connection.Original.Destination == RouterTable.MetadataAddress
            || (fixedAddresses.TryGetValue(connection.Original.Destination, out var address)
                ? address == connection.Reply.Source
                : ForwardedPorts.Target(PortForwardings, connection.Original) == (connection.Reply.Source, connection.Reply.SourcePort ?? 0));

        bool MayLeaveAs(IpAddress outside, IpAddress sender) =>
            outside == GatewayAddress || MoreGateways.Items.Any(more => more.Address == outside) || fixedAddresses.TryGetValue(outside, out var address) && address == sender;
    }
}
