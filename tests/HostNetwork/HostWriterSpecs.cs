using Naru.HostNetwork.Applying;


namespace Naru.HostNetwork.Specs;

public sealed class HostWriterSpecs : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("naru-host-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_change_is_undone_to_what_was_there_before()
    {
        var writer = new HostWriter(_root);
        Write("etc/kept", "old");
        (await writer.ApplyAsync(Change(new HostFile("/etc/kept", "new"), new HostFile("/etc/deep/made", "made") { IsPrivate = true }), default)).Unwrap();
        Assert.Equal(("new", "made"), (Read("etc/kept"), Read("etc/deep/made")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_root, "etc/deep/made")));
        (await writer.ApplyAsync(Change(new HostFile("/etc/kept", "newer")), default)).Unwrap();

        (await writer.UndoAsync(default)).Unwrap();
        Assert.Equal("new", Read("etc/kept"));
        (await writer.UndoAsync(default)).Unwrap();
        Assert.Equal("old", Read("etc/kept"));
        Assert.False(File.Exists(Path.Combine(_root, "etc/deep/made")));
        Assert.Equal("NothingToUndo", (await writer.UndoAsync(default)).Error?.Type);
    }

    [Fact]
    public async Task What_somebody_changed_since_is_not_lost()
    {
        var writer = new HostWriter(_root);
        (await writer.ApplyAsync(Change(new HostFile("/etc/one", "1"), new HostFile("/etc/two", "2")), default)).Unwrap();
        Write("etc/two", "mine");
        Assert.Contains("/etc/two", (await writer.UndoAsync(default)).Error!.Message, StringComparison.Ordinal);
        Assert.Equal(("1", "mine"), (Read("etc/one"), Read("etc/two")));
    }

    private static HostChange Change(params HostFile[] files) => new("A change", [.. files], [], []);

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.Combine(_root, Path.GetDirectoryName(path) ?? ""));
        File.WriteAllText(Path.Combine(_root, path), content);
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(_root, path));
}
