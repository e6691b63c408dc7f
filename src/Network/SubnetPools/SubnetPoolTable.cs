using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.SubnetPools;

/// <summary>Where subnet pools are stored.</summary>
public static class SubnetPoolTable
{
    public static readonly Table<SubnetPool> Table = new("subnetpools", SubnetPoolJson.Default.SubnetPool);
    public static readonly Index<SubnetPool, string> ByProject = Table.IndexBy("project", pool => pool.ProjectId);
    public static readonly Index<SubnetPool, string> ByAddressScope = Table.IndexBy("address_scope", pool => pool.AddressScopeId);
    public static readonly UniqueIndex<SubnetPool, int> DefaultOf =
        Table.UniqueBy("default", pool => pool.IsDefault ? pool.IpVersion : (int?)null);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<IpPrefix>)])]
[JsonSerializable(typeof(SubnetPool))]
internal sealed partial class SubnetPoolJson : JsonSerializerContext;
