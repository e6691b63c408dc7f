using System.Text.Json;

namespace Naru.Rest.Microversions;

/// <summary>How an object looks in every version of an API: its attributes in order, each with the versions that have it.</summary>
public sealed class Shape<T>(params IReadOnlyList<ShapeField<T>> fields)
{
    /// <summary>Writes the attributes of an object whose braces are the caller's.</summary>
    public void WriteFields(Utf8JsonWriter writer, T item, Viewer viewer)
    {
        foreach (var field in fields)
        {
            if (!field.Versions.Has(viewer.Version) || (field.IsForAdministrators && !viewer.IsAdmin))
                continue;
            writer.WritePropertyName(field.Name);
            field.Write(writer, item, viewer);
        }
    }

    public void Write(Utf8JsonWriter writer, T item, Viewer viewer)
    {
        writer.WriteStartObject();
        WriteFields(writer, item, viewer);
        writer.WriteEndObject();
    }
}
