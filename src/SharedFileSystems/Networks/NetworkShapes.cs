using System.Text.Json;
using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Networks;

/// <summary>How share networks and their subnets look in each version.</summary>
/// <remarks>What a network is like (type, segment, CIDR …) is known once a share server was in it.</remarks>
internal static class NetworkShapes
{
    private static readonly ShapeField<ShareNetworkSubnet, Viewer>[] OfSubnet =
    [
        Fields.Text<ShareNetworkSubnet>("id", subnet => subnet.Id),
        Fields.Text<ShareNetworkSubnet>("availability_zone", subnet => subnet.AvailabilityZone),
        Fields.Time<ShareNetworkSubnet>("created_at", subnet => subnet.CreatedAt),
        Fields.Time<ShareNetworkSubnet>("updated_at", subnet => subnet.UpdatedAt),
        Fields.Text<ShareNetworkSubnet>("neutron_net_id", subnet => subnet.NetworkId),
        Fields.Text<ShareNetworkSubnet>("neutron_subnet_id", subnet => subnet.SubnetId),
        .. Facts<ShareNetworkSubnet>(subnet => subnet, int.MaxValue),
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
        .. Facts<ShareNetwork>(network => network.DefaultSubnet, 50),
        Fields.Nothing<ShareNetwork>("nova_net_id", until: 25),
        new("share_network_subnets", WriteSubnets) { Since = 51 },
        Fields.Text<ShareNetwork>("status", network => network.Status, since: 63),
        Fields.Flag<ShareNetwork>("security_service_update_support", _ => false, since: 63),
        Fields.Flag<ShareNetwork>("network_allocation_update_support", _ => true, since: 70),
    ]);

    /// <summary>A subnet with the network that it is of.</summary>
    public static Shape<ShareNetworkSubnet> Subnet(ShareNetwork network) => new(
    [
        .. OfSubnet,
        Fields.Text<ShareNetworkSubnet>("share_network_id", _ => network.Id),
        Fields.Text<ShareNetworkSubnet>("share_network_name", _ => network.Name),
    ]);

    private static IEnumerable<ShapeField<T, Viewer>> Facts<T>(Func<T, ShareNetworkSubnet?> subnet, int until) =>
    [
        Fields.Text<T>("network_type", item => subnet(item)?.NetworkType, until: until),
        Number<T>("segmentation_id", item => subnet(item)?.SegmentationId, 0, until),
        Fields.Text<T>("cidr", item => subnet(item)?.Cidr, until: until),
        Number<T>("ip_version", item => subnet(item)?.Cidr is null ? null : 4, 0, until),
        Fields.Text<T>("gateway", item => subnet(item)?.Gateway, since: 18, until: until),
        Number<T>("mtu", item => subnet(item)?.Mtu is > 0 and var mtu ? mtu : null, 20, until),
    ];

    private static ShapeField<T, Viewer> Number<T>(string name, Func<T, long?> value, int since, int until) => new(name, (writer, item, _) =>
    {
        if (value(item) is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    })
    { Since = since, Until = until };

    private static void WriteSubnets(Utf8JsonWriter writer, ShareNetwork network, Viewer viewer)
    {
        var shape = new Shape<ShareNetworkSubnet>(OfSubnet);
        writer.WriteStartArray();
        foreach (var subnet in network.Subnets.Items)
            shape.Write(writer, subnet, viewer);
        writer.WriteEndArray();
    }
}
