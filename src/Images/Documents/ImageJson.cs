using System.Text.Json.Serialization;
using Naru.Images.Metadefs;
using Naru.Primitives;

namespace Naru.Images.Documents;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(EquatableListJson<string>), typeof(EquatableListJson<ImageProperty>), typeof(EquatableListJson<ResourceTypeAssociation>),
        typeof(EquatableListJson<MetadefProperty>), typeof(EquatableListJson<MetadefObject>), typeof(EquatableListJson<MetadefTag>),
    ])]
[JsonSerializable(typeof(Image))]
[JsonSerializable(typeof(ImageMember))]
[JsonSerializable(typeof(ImageTask))]
[JsonSerializable(typeof(ImageProperty))]
[JsonSerializable(typeof(MetadefNamespace))]
internal sealed partial class ImageJson : JsonSerializerContext;
