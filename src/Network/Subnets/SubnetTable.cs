using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Subnets;

/// <summary>Where subnets are stored.</summary>
public static class SubnetTable
{
    public static readonly Table<Subnet> Table = new("subnets", SubnetJson.Default.Subnet);
    public static readonly Index<Subnet, string> ByProject = Table.IndexBy("project", subnet => subnet.ProjectId);
    public static readonly Index<Subnet, string> ByNetwork = Table.IndexBy("network", subnet => subnet.NetworkId);
    public static readonly Index<Subnet, string> BySubnetPool = Table.IndexBy("subnetpool", subnet => subnet.SubnetPoolId);
    public static readonly Index<Subnet, string> BySegment = Table.IndexBy("segment", subnet => subnet.SegmentId);
}

[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(EquatableListJson<string>), typeof(EquatableListJson<IpAddress>),
        typeof(EquatableListJson<AllocationPool>), typeof(EquatableListJson<HostRoute>),
    ])]
[JsonSerializable(typeof(Subnet))]
internal sealed partial class SubnetJson : JsonSerializerContext;
