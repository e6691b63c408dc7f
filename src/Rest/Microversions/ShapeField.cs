using System.Text.Json;

namespace Naru.Rest.Microversions;

/// <summary>An attribute of an object in an API with microversions.</summary>
/// <param name="Write">Writes the value, whose name is written already.</param>
public sealed record ShapeField<T, TViewer>(string Name, Action<Utf8JsonWriter, T, TViewer> Write)
    where TViewer : IViewer
{
    /// <summary>The first minor version that has it.</summary>
    public int Since { get; init; }

    /// <summary>The last minor version that has it.</summary>
    public int Until { get; init; } = VersionRange.Open;

    /// <summary>Null: always.</summary>
    public Func<T, TViewer, bool>? When { get; init; }

    public bool IsShown(T item, TViewer viewer) => new VersionRange(Since, Until).Has(viewer.Version) && When?.Invoke(item, viewer) != false;

    public static ShapeField<T, TViewer> Text(string name, Func<T, string?> value) => new(name, (writer, item, _) => writer.WriteStringValue(value(item)));

    public static ShapeField<T, TViewer> Number(string name, Func<T, long> value) => new(name, (writer, item, _) => writer.WriteNumberValue(value(item)));

    public static ShapeField<T, TViewer> Flag(string name, Func<T, bool> value) => new(name, (writer, item, _) => writer.WriteBooleanValue(value(item)));
}
