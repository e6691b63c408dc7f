namespace Naru.Primitives;

/// <summary>The id of a directory, which is in a file of it. What is kept elsewhere can tell by it whose it is.</summary>
public static class DirectoryId
{
    private const string FileName = "id";

    /// <summary>A directory without an id gets one.</summary>
    public static string Of(string directory)
    {
        var file = Path.Combine(directory, FileName);
        if (!File.Exists(file))
        {
            var draft = file + ".new";
            using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write))
            {
                stream.Write(System.Text.Encoding.ASCII.GetBytes(Guid.NewGuid().ToString()));
                stream.Flush(flushToDisk: true);
            }
            File.Move(draft, file);
            Directories.Sync(directory);
        }
        return File.ReadAllText(file);
    }
}
