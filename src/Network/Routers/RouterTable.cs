using System.Text.Json.Serialization;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>Where routers are stored.</summary>
public static class RouterTable
{
    public static readonly Table<Router> Table = new("routers", RouterJson.Default.Router);
    public static readonly Index<Router, string> ByProject = Table.IndexBy("project", router => router.ProjectId);
    public static readonly Index<Router, string> ByFlavor = Table.IndexBy("flavor", router => router.FlavorId);
    public static readonly Index<Router, string> ByGatewayNetwork = Table.IndexBy("gateway_network", router => router.GatewayNetworkId);
    public static readonly Index<Router, string> ByQosPolicy = Table.IndexBy("qos_policy", router => router.GatewayQosPolicyId);

    /// <summary>Routers by the host that serves them; those that none serves are under the empty name.</summary>
    public static readonly Index<Router, string> ByHost = Table.IndexBy("host", router => router.Host);

    /// <summary>Highly available routers by the hosts that stand by for them.</summary>
    public static readonly Index<Router, string> ByStandbyHost = Table.IndexByMany("standby_host", router => router.StandbyHosts.Items);

    /// <summary>Highly available routers by the host that is or last was active.</summary>
    public static readonly Index<Router, string> ByActiveHost =
        Table.IndexBy("active_host", router => router.IsHighlyAvailable ? router.Host.Length > 0 ? router.Host : router.PreviousHost : null);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<HostRoute>), typeof(EquatableListJson<RouterGatewayPort>)])]
[JsonSerializable(typeof(Router))]
internal sealed partial class RouterJson : JsonSerializerContext;
