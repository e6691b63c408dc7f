using System.Text.Json.Serialization;

namespace Naru.HostNetwork.Applying;

/// <summary>What a change has replaced, so that it can be undone.</summary>
/// <param name="Commands">To run after the files were put back.</param>
public sealed record UndoRecord(string Purpose, DateTimeOffset At, IReadOnlyList<UndoFile> Files, IReadOnlyList<IReadOnlyList<string>> Commands);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UndoRecord))]
internal sealed partial class UndoJson : JsonSerializerContext;
