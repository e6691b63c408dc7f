using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Metering;

/// <summary>Where metering labels are stored.</summary>
public static class MeteringLabelTable
{
    public static readonly Table<MeteringLabel> Table = new("metering_labels", MeteringLabelJson.Default.MeteringLabel);
    public static readonly Index<MeteringLabel, string> ByProject = Table.IndexBy("project", label => label.ProjectId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(MeteringLabel))]
internal sealed partial class MeteringLabelJson : JsonSerializerContext;
