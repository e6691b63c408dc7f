using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.ConntrackHelpers;

/// <summary>Where conntrack helpers are stored.</summary>
public static class ConntrackHelperTable
{
    public static readonly Table<ConntrackHelper> Table = new("conntrack_helpers", ConntrackHelperJson.Default.ConntrackHelper);
    public static readonly Index<ConntrackHelper, string> ByRouter = Table.IndexBy("router", helper => helper.RouterId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(ConntrackHelper))]
internal sealed partial class ConntrackHelperJson : JsonSerializerContext;
