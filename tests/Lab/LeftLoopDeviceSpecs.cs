using Naru.Lab.Processes;

namespace Naru.Lab.Specs;

/// <summary>Loop devices of instances' disks are taken away with their lab, and those of others are not.</summary>
[Trait("Category", "Lab")]
public sealed class LeftLoopDeviceSpecs : IAsyncLifetime
{
    private const string Lab = "loopspecs";

    // A volume that is elsewhere is a file 'disk' in a mount of its own, which is gone with the process that fetches it.
    private const string Fetched = """
        mount -t tmpfs disk "$1"
        truncate -s 1M "$1/disk"
        losetup -f --show "$1/disk"
        exec sleep 600
        """;

    private readonly LabDirectory _directory = LabDirectory.Of(Lab).Unwrap();
    private readonly string _others = Directory.CreateTempSubdirectory("naru-loop-specs-").FullName;
    private readonly List<string> _devices = [];

    [CloudFact]
    public async Task Down_detaches_those_of_the_lab_also_when_nobody_shows_where_they_are_from_and_no_others()
    {
        var instance = Directory.CreateDirectory($"{_directory.Path}/hosts/compute-1/instances/{Guid.NewGuid()}").FullName;
        var kept = await AttachAsync($"{instance}/disk");
        await using var own = await FetchAsync(Directory.CreateDirectory($"{instance}/volume").FullName, Lab);
        var fetched = DeviceOf(own);

        var foreign = await AttachAsync($"{_others}/disk");
        string foreignFetched;
        await using (var other = await FetchAsync(Directory.CreateDirectory($"{_others}/volume").FullName, "another"))
            foreignFetched = DeviceOf(other);
        // As one of the lab looks once its process has ended.
        Assert.True(await CloudFixture.BecomesTrueAsync(() => Task.FromResult(BackingOf(foreignFetched) == "/disk")));

        Assert.True(await new LabHosts(_directory).DownAsync(default));

        Assert.Equal((null, null), (BackingOf(kept), BackingOf(fetched)));
        Assert.Equal(($"{_others}/disk", "/disk"), (BackingOf(foreign), BackingOf(foreignFetched)));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var device in _devices.Where(device => BackingOf(device) is not null))
            await Tool.MustRunAsync("losetup", ["-d", device]);
        foreach (var directory in (string[])[_others, _directory.Path])
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
    }

    private async Task<string> AttachAsync(string file)
    {
        await File.WriteAllBytesAsync(file, new byte[1 << 20]);
        var device = (await Tool.MustRunAsync("losetup", ["-f", "--show", file])).Trim();
        _devices.Add(device);
        return device;
    }

    private static async Task<BackgroundTool> FetchAsync(string directory, string lab)
    {
        var fetching = BackgroundTool.Start(
            "unshare", ["--mount", "--propagation", "private", "sh", "-euc", Fetched, "sh", directory],
            new ToolInput { Environment = new Dictionary<string, string> { [LabProcesses.LabVariable] = lab } });
        Assert.True(await fetching.SeesAsync(line => line.StartsWith("/dev/loop", StringComparison.Ordinal), TimeSpan.FromSeconds(20), default));
        return fetching;
    }

    private string DeviceOf(BackgroundTool fetching)
    {
        var device = fetching.Lines.First();
        _devices.Add(device);
        return device;
    }

    /// <summary>What a device shows; null: nothing.</summary>
    private static string? BackingOf(string device)
    {
        try
        {
            return File.ReadAllText($"/sys/block/{Path.GetFileName(device)}/loop/backing_file").Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
