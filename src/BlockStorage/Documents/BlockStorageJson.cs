using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.BlockStorage.Documents;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<Entry>), typeof(EquatableListJson<QuotaLimit>)])]
[JsonSerializable(typeof(Volume))]
[JsonSerializable(typeof(VolumeSnapshot))]
[JsonSerializable(typeof(VolumeType))]
[JsonSerializable(typeof(VolumeJob))]
[JsonSerializable(typeof(ServiceRecord))]
[JsonSerializable(typeof(ProjectDefaultType))]
[JsonSerializable(typeof(VolumeAttachment))]
[JsonSerializable(typeof(UserMessage))]
[JsonSerializable(typeof(QuotaSet))]
[JsonSerializable(typeof(Entry))]
[JsonSerializable(typeof(QuotaLimit))]
internal sealed partial class BlockStorageJson : JsonSerializerContext;
