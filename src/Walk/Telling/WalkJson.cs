using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.Walk.Told;

namespace Naru.Walk.Telling;

/// <summary>Walks as JSON, in the API's spelling.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(EquatableListJson<Hop>),
        typeof(EquatableListJson<Decision>),
        typeof(EquatableListJson<Notice>),
        typeof(EquatableListJson<Spread>),
        typeof(EquatableListJson<SpreadWay>),
        typeof(EquatableListJson<ApiChange>),
        typeof(EquatableListJson<string>),
    ])]
[JsonSerializable(typeof(PacketWalk))]
public sealed partial class WalkJson : JsonSerializerContext;
