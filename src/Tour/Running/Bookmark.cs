using System.Text.Json;
using System.Text.Json.Serialization;
using Naru.Lab;

namespace Naru.Tour.Running;

/// <summary>Where a learner has stopped, kept with the lab.</summary>
/// <param name="Chapter">The chapter's name.</param>
/// <param name="Step">Counts from 0.</param>
/// <param name="IsBroken">The exercise there has been begun and is not done with.</param>
public sealed record Bookmark(string Chapter, int Step, bool IsBroken)
{
    public static Bookmark? Load(LabDirectory directory)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(FileOf(directory)), BookmarkJson.Default.Bookmark);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public void Save(LabDirectory directory) => File.WriteAllBytes(FileOf(directory), JsonSerializer.SerializeToUtf8Bytes(this, BookmarkJson.Default.Bookmark));

    public static void Remove(LabDirectory directory) => File.Delete(FileOf(directory));

    private static string FileOf(LabDirectory directory) => Path.Combine(directory.Path, "course.json");
}

[JsonSerializable(typeof(Bookmark))]
internal sealed partial class BookmarkJson : JsonSerializerContext;
