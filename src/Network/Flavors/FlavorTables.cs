using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Flavors;

/// <summary>Where flavors and service profiles are stored.</summary>
public static class FlavorTables
{
    public static readonly Table<Flavor> Flavors = new("flavors", FlavorJson.Default.Flavor);
    public static readonly Table<ServiceProfile> Profiles = new("service_profiles", FlavorJson.Default.ServiceProfile);
    public static readonly Index<Flavor, string> ByProfile = Flavors.IndexByMany("profile", flavor => flavor.ServiceProfileIds);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(Flavor))]
[JsonSerializable(typeof(ServiceProfile))]
internal sealed partial class FlavorJson : JsonSerializerContext;
