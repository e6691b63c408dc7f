using System.Text.Json;

namespace Naru.Compute.Requests;

/// <summary>A field of a document that answers have, and in which versions.</summary>
/// <param name="Write">Writes the value, after the name.</param>
internal sealed record ViewField<T>(string Name, Action<Utf8JsonWriter, T, ComputeRequest> Write)
{
    /// <summary>The first version that has it.</summary>
    public int Since { get; init; } = VersionRange.Oldest;

    /// <summary>The last version that has it.</summary>
    public int Until { get; init; } = VersionRange.Newest;

    /// <summary>Null: always.</summary>
    public Func<T, ComputeRequest, bool>? When { get; init; }

    public static ViewField<T> Text(string name, Func<T, string?> value) => new(name, (writer, item, _) => writer.WriteStringValue(value(item)));

    public static ViewField<T> Number(string name, Func<T, long> value) => new(name, (writer, item, _) => writer.WriteNumberValue(value(item)));

    public static ViewField<T> Flag(string name, Func<T, bool> value) => new(name, (writer, item, _) => writer.WriteBooleanValue(value(item)));
}
