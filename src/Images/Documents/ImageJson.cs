using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Images.Documents;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<ImageProperty>)])]
[JsonSerializable(typeof(Image))]
[JsonSerializable(typeof(ImageMember))]
[JsonSerializable(typeof(ImageTask))]
[JsonSerializable(typeof(ImageProperty))]
internal sealed partial class ImageJson : JsonSerializerContext;
