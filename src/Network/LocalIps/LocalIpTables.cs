using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.LocalIps;

/// <summary>Where local IPs and their associations are stored.</summary>
public static class LocalIpTables
{
    public static readonly Table<LocalIp> LocalIps = new("local_ips", LocalIpJson.Default.LocalIp);
    public static readonly Index<LocalIp, string> ByProject = LocalIps.IndexBy("project", local => local.ProjectId);
    public static readonly Index<LocalIp, string> ByLocalPort = LocalIps.IndexBy("local_port", local => local.LocalPortId);

    public static readonly Table<PortAssociation> Associations = new("local_ip_associations", LocalIpJson.Default.PortAssociation);
    public static readonly Index<PortAssociation, string> ByLocalIp = Associations.IndexBy("local_ip", association => association.LocalIpId);
    public static readonly Index<PortAssociation, string> ByPort = Associations.IndexBy("port", association => association.FixedPortId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(LocalIp))]
[JsonSerializable(typeof(PortAssociation))]
internal sealed partial class LocalIpJson : JsonSerializerContext;
