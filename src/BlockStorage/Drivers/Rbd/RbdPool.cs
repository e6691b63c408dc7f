using System.Globalization;
using System.Text.Json;
using Naru.BlockStorage.Programs;

namespace Naru.BlockStorage.Drivers.Rbd;

/// <summary>The images of a pool, by the command <c>rbd</c>. Whatever it refuses is an <see cref="IOException"/> with its words and its error number.</summary>
internal sealed class RbdPool(RbdOptions options)
{
    // It ends with the numbers of errno.h.
    private const int NotThere = 2;
    private const int Busy = 16;
    private const int IsThere = 17;
    private const int HasSnapshots = 39;

    // An image stays open for so long after the host that had it open is gone (osd_client_watch_timeout).
    private static readonly TimeSpan WatchTimeout = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly string[] _client = [.. options.Configuration is { } file ? (string[])["--conf", file] : [], "--id", options.User, "--client-mount-timeout", "10"];

    /// <summary>In bytes: all that can be stored, and what is left. Nothing is known while Ceph does not answer.</summary>
    public DriverCapacity Capacity()
    {
        if (ProgramEnd.Of(["ceph", .. _client, "--connect-timeout", "10", "df", "--format", "json"], CancellationToken.None) is not { Succeeded: true } told)
            return default;
        using var document = JsonDocument.Parse(told.Output);
        foreach (var pool in document.RootElement.GetProperty("pools").EnumerateArray())
        {
            if (pool.GetProperty("name").GetString() != options.Pool)
                continue;
            var (stored, free) = (pool.GetProperty("stats").GetProperty("stored").GetInt64(), pool.GetProperty("stats").GetProperty("max_avail").GetInt64());
            return new DriverCapacity(stored + free, free);
        }
        return default;
    }

    public IReadOnlyList<string> Names() => [.. Json("ls", options.Pool).EnumerateArray().Select(name => name.GetString()!)];

    /// <summary>All images with their lengths in bytes.</summary>
    public IReadOnlyList<(string Name, long Length)> Images() =>
        [.. from image in Json("ls", "--long", options.Pool).EnumerateArray()
            where !image.TryGetProperty("snapshot", out _)
            select (image.GetProperty("image").GetString()!, image.GetProperty("size").GetInt64())];

    /// <returns>The length of an image in bytes; null when it is not there.</returns>
    public long? Length(string name)
    {
        var told = Run([NotThere], CancellationToken.None, "info", "--format", "json", At(name));
        if (told.ExitCode == NotThere)
            return null;
        using var document = JsonDocument.Parse(told.Output);
        return document.RootElement.GetProperty("size").GetInt64();
    }

    /// <summary>Makes an image of zeros; one that is there makes room.</summary>
    public void Create(string name, long bytes) => Make(name, CancellationToken.None, "create", "--size", Size(bytes), At(name));

    /// <summary>Makes an image of a file; one that is there makes room.</summary>
    public void Import(string file, string name, CancellationToken cancellation) => Make(name, cancellation, "import", "--no-progress", file, At(name));

    /// <summary>Writes an image into a file, with holes.</summary>
    public void Export(string name, string file, CancellationToken cancellation) => Run([], cancellation, "export", "--no-progress", At(name), file);

    public void Resize(string name, long bytes) => Run([], CancellationToken.None, "resize", "--no-progress", "--size", Size(bytes), At(name));

    /// <summary>Makes an image that holds what another one holds now, and shares with it what neither changes; one that is there makes room.</summary>
    /// <remarks>The snapshot that they share belongs to no image any more, and goes with the last that needs it (the second format of clones).</remarks>
    public void Clone(string source, string name, CancellationToken cancellation)
    {
        var moment = $"{At(source)}@for-{name}";
        if (Run([IsThere], cancellation, "snap", "create", "--no-progress", moment).ExitCode == IsThere)
        {
            // Of an attempt that a crash has ended; the image may hold something else by now.
            Run([], cancellation, "snap", "rm", "--no-progress", moment);
            Run([], cancellation, "snap", "create", "--no-progress", moment);
        }
        Make(name, cancellation, "clone", "--rbd-default-clone-format", "2", moment, At(name));
        Run([], cancellation, "snap", "rm", "--no-progress", moment);
    }

    /// <summary>How many images are behind an image, one behind the other.</summary>
    public int Depth(string name)
    {
        var depth = 0;
        string[] which = [At(name)];
        while (Json(["info", .. which]).TryGetProperty("parent", out var parent))
        {
            depth++;
            which = ["--pool", parent.GetProperty("pool").GetString()!, "--image-id", parent.GetProperty("id").GetString()!];
        }
        return depth;
    }

    /// <summary>Copies what an image shares with those behind it, so that it needs them no more.</summary>
    public void Flatten(string name, CancellationToken cancellation) => Run([], cancellation, "flatten", "--no-progress", At(name));

    /// <returns>False when there is no such image.</returns>
    public bool Rename(string name, string newName) => Run([NotThere], CancellationToken.None, "rename", At(name), At(newName)).ExitCode != NotThere;

    /// <summary>Removes an image; one that is gone is fine, and one that is open is waited for. One that others share something with goes to the trash until they are gone.</summary>
    public void Remove(string name)
    {
        for (var end = DateTime.UtcNow + WatchTimeout; !TryRemove(name); Thread.Sleep(Pause))
        {
            if (DateTime.UtcNow >= end)
                throw new IOException($"The image {name} cannot be removed: somebody has it open.", Busy);
        }
    }

    /// <summary>Likewise, and does not wait.</summary>
    /// <returns>False when somebody has it open.</returns>
    public bool TryRemove(string name)
    {
        switch (Run([NotThere, HasSnapshots, Busy], CancellationToken.None, "rm", "--no-progress", At(name)).ExitCode)
        {
            case Busy:
                return false;
            case HasSnapshots:
                // What a crash has left of clones that were never made.
                Run([], CancellationToken.None, "snap", "purge", "--no-progress", At(name));
                Run([NotThere], CancellationToken.None, "trash", "mv", At(name));
                return true;
            default:
                return true;
        }
    }

    /// <summary>Empties the trash of images that nothing is shared with any more.</summary>
    /// <param name="prefix">Of the names that they had; others are somebody else's.</param>
    public void EmptyTrash(string prefix)
    {
        foreach (var image in Json("trash", "ls", options.Pool).EnumerateArray())
        {
            if (image.GetProperty("name").GetString()!.StartsWith(prefix, StringComparison.Ordinal))
                Run([NotThere, HasSnapshots, Busy], CancellationToken.None, "trash", "rm", "--no-progress", At(image.GetProperty("id").GetString()!));
        }
    }

    /// <summary>How hosts name an image: an URI.</summary>
    public string UriOf(string name) =>
        $"rbd:///{Uri.EscapeDataString(options.Pool)}/{Uri.EscapeDataString(name)}?id={Uri.EscapeDataString(options.User)}"
        + (options.Configuration is { } file ? $"&conf={Uri.EscapeDataString(file)}" : "");

    private string At(string name) => $"{options.Pool}/{name}";

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes}B");

    private void Make(string name, CancellationToken cancellation, params string[] arguments)
    {
        if (Run([IsThere], cancellation, arguments).ExitCode != IsThere)
            return;
        Remove(name);
        Run([], cancellation, arguments);
    }

    private JsonElement Json(params string[] arguments)
    {
        using var document = JsonDocument.Parse(Run([], CancellationToken.None, [.. arguments, "--format", "json"]).Output);
        return document.RootElement.Clone();
    }

    /// <param name="expected">The error numbers that are answers.</param>
    private ProgramEnd Run(IReadOnlyList<int> expected, CancellationToken cancellation, params string[] arguments)
    {
        var ended = ProgramEnd.Of(["rbd", .. _client, .. arguments], cancellation)
            ?? throw new IOException("'rbd' cannot be started: it is not installed (its package is ceph-common).");
        return ended.Succeeded || (expected.Contains(ended.ExitCode) && !IsAboutThePool(ended.Complaint))
            ? ended
            : throw new IOException($"rbd {string.Join(' ', arguments)}: {ended.Complaint}", ended.ExitCode);
    }

    // A pool, a keyring or monitors that are not there have the number of an image that is not there.
    private static bool IsAboutThePool(string complaint) =>
        complaint.Contains("couldn't connect", StringComparison.Ordinal) || complaint.Contains("error opening pool", StringComparison.Ordinal);
}
