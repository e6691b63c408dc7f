using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.AddressScopes;

/// <summary>Where address scopes are stored.</summary>
public static class AddressScopeTable
{
    public static readonly Table<AddressScope> Table = new("address_scopes", AddressScopeJson.Default.AddressScope);
    public static readonly Index<AddressScope, string> ByProject = Table.IndexBy("project", scope => scope.ProjectId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(AddressScope))]
internal sealed partial class AddressScopeJson : JsonSerializerContext;
