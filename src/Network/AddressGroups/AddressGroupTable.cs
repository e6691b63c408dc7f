using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.AddressGroups;

/// <summary>Where address groups are stored.</summary>
public static class AddressGroupTable
{
    public static readonly Table<AddressGroup> Table = new("address_groups", AddressGroupJson.Default.AddressGroup);
    public static readonly Index<AddressGroup, string> ByProject = Table.IndexBy("project", group => group.ProjectId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<IpPrefix>)])]
[JsonSerializable(typeof(AddressGroup))]
internal sealed partial class AddressGroupJson : JsonSerializerContext;
