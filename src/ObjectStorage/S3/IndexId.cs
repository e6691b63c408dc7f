using Naru.Primitives;

namespace Naru.ObjectStorage.S3;

/// <summary>The id of an index, which is in a file beside it.</summary>
internal static class IndexId
{
    public static string In(string directory)
    {
        var file = Path.Combine(directory, "index-id");
        if (File.Exists(file))
            return File.ReadAllText(file);
        var draft = file + ".new";
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Guid.NewGuid().ToString()));
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, file);
        Directories.Sync(directory);
        return File.ReadAllText(file);
    }
}
