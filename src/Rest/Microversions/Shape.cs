using System.Text.Json;

namespace Naru.Rest.Microversions;

/// <summary>How an object looks in every version of an API: its attributes in order, each with the versions that have it.</summary>
public class Shape<T, TViewer>(params IReadOnlyList<ShapeField<T, TViewer>> fields)
    where TViewer : IViewer
{
    /// <summary>Writes the attributes of an object whose braces are the caller's.</summary>
    public void WriteFields(Utf8JsonWriter writer, T item, TViewer viewer)
    {
        foreach (var field in fields)
        {
            if (!field.IsShown(item, viewer))
                continue;
            writer.WritePropertyName(field.Name);
            field.Write(writer, item, viewer);
        }
    }

    public void Write(Utf8JsonWriter writer, T item, TViewer viewer)
    {
        writer.WriteStartObject();
        WriteFields(writer, item, viewer);
        writer.WriteEndObject();
    }
}

/// <inheritdoc/>
public sealed class Shape<T>(params IReadOnlyList<ShapeField<T, Viewer>> fields) : Shape<T, Viewer>(fields);
