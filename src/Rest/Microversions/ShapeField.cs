using System.Text.Json;

namespace Naru.Rest.Microversions;

/// <summary>An attribute of an object in an API with microversions.</summary>
/// <param name="Write">Writes the value, whose name is written already.</param>
public sealed record ShapeField<T>(string Name, Action<Utf8JsonWriter, T, Viewer> Write)
{
    public VersionRange Versions { get; init; } = VersionRange.Always;

    public bool IsForAdministrators { get; init; }
}
