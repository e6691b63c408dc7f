using System.Text.Json;
using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Networks;

/// <summary>How share networks and their subnets look in each version.</summary>
/// <remarks>What a network is like (type, segment, CIDR …) is known once a share server is in it; no driver here makes any.</remarks>
internal static class NetworkShapes
{
    private static readonly ShapeField<ShareNetworkSubnet>[] OfSubnet =
    [
        Fields.Text<ShareNetworkSubnet>("id", subnet => subnet.Id),
        Fields.Text<ShareNetworkSubnet>("availability_zone", subnet => subnet.AvailabilityZone),
        Fields.Time<ShareNetworkSubnet>("created_at", subnet => subnet.CreatedAt),
        Fields.Time<ShareNetworkSubnet>("updated_at", subnet => subnet.UpdatedAt),
        Fields.Text<ShareNetworkSubnet>("neutron_net_id", subnet => subnet.NetworkId),
        Fields.Text<ShareNetworkSubnet>("neutron_subnet_id", subnet => subnet.SubnetId),
        .. Unknown<ShareNetworkSubnet>(int.MaxValue),
        Fields.Pairs<ShareNetworkSubnet>("metadata", subnet => subnet.Metadata, since: 78),
    ];

    public static readonly Shape<ShareNetwork> Summary = new(
        Fields.Text<ShareNetwork>("id", network => network.Id),
        Fields.Text<ShareNetwork>("name", network => network.Name));

    public static readonly Shape<ShareNetwork> Detail = new(
    [
        Fields.Text<ShareNetwork>("id", network => network.Id),
        Fields.Text<ShareNetwork>("name", network => network.Name),
        Fields.Text<ShareNetwork>("project_id", network => network.ProjectId),
        Fields.Time<ShareNetwork>("created_at", network => network.CreatedAt),
        Fields.Time<ShareNetwork>("updated_at", network => network.UpdatedAt),
        Fields.Text<ShareNetwork>("description", network => network.Description),
        Fields.Text<ShareNetwork>("neutron_net_id", network => network.DefaultSubnet?.NetworkId, until: 50),
        Fields.Text<ShareNetwork>("neutron_subnet_id", network => network.DefaultSubnet?.SubnetId, until: 50),
        .. Unknown<ShareNetwork>(50),
        Fields.Nothing<ShareNetwork>("nova_net_id", until: 25),
        new("share_network_subnets", WriteSubnets) { Versions = new VersionRange(51) },
        Fields.Text<ShareNetwork>("status", network => network.Status, since: 63),
        Fields.Flag<ShareNetwork>("security_service_update_support", _ => false, since: 63),
        Fields.Flag<ShareNetwork>("network_allocation_update_support", _ => false, since: 70),
    ]);

    /// <summary>A subnet with the network that it is of.</summary>
    public static Shape<ShareNetworkSubnet> Subnet(ShareNetwork network) => new(
    [
        .. OfSubnet,
        Fields.Text<ShareNetworkSubnet>("share_network_id", _ => network.Id),
        Fields.Text<ShareNetworkSubnet>("share_network_name", _ => network.Name),
    ]);

    private static IEnumerable<ShapeField<T>> Unknown<T>(int until) =>
    [
        Fields.Nothing<T>("network_type", until: until),
        Fields.Nothing<T>("segmentation_id", until: until),
        Fields.Nothing<T>("cidr", until: until),
        Fields.Nothing<T>("ip_version", until: until),
        Fields.Nothing<T>("gateway", since: 18, until: until),
        Fields.Nothing<T>("mtu", since: 20, until: until),
    ];

    private static void WriteSubnets(Utf8JsonWriter writer, ShareNetwork network, Viewer viewer)
    {
        var shape = new Shape<ShareNetworkSubnet>(OfSubnet);
        writer.WriteStartArray();
        foreach (var subnet in network.Subnets.Items)
            shape.Write(writer, subnet, viewer);
        writer.WriteEndArray();
    }
}
