using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Exports;

namespace Naru.BlockStorage.Specs;

/// <summary>What the disk below the volumes can do, and what happens when it is full.</summary>
public sealed class DiskSpecs
{
    private const int Mebibyte = 1 << 20;

    [DiskFact]
    public async Task A_full_disk_fails_what_was_asked_for_and_damages_nothing()
    {
        using var disk = ScratchDisk.OfMemory(48);
        await using var host = await VolumeHost.StartAsync(disk.Directory);
        var id = await host.CreateAsync();
        Fill(host, id, 30);
        var before = host.Files.Count;

        var snapshot = (await host.JsonAsync(HttpMethod.Post, "snapshots", $$$"""{"snapshot":{"volume_id":"{{{id}}}"}}"""))["snapshot"]!["id"]!.GetValue<string>();
        await host.UntilAsync("snapshot", snapshot, "error");
        var copy = (await host.JsonAsync(HttpMethod.Post, "volumes", $$$"""{"volume":{"size":1,"source_volid":"{{{id}}}"}}"""))["volume"]!["id"]!.GetValue<string>();
        await host.UntilAsync("volume", copy, "error");
        var backup = (await host.JsonAsync(HttpMethod.Post, "backups", $$$"""{"backup":{"volume_id":"{{{id}}}"}}"""))["backup"]!["id"]!.GetValue<string>();
        await host.UntilAsync("backup", backup, "error");
        await host.UntilAsync("volume", id, "available");
        Assert.Equal(before, host.Files.Count);
        Assert.Equal("end", host.Read(id, 3, 30 * Mebibyte));
        Assert.NotEmpty((await host.JsonAsync(HttpMethod.Get, $"messages?resource_uuid={snapshot}"))["messages"]!.AsArray());

        foreach (var (kind, what) in new[] { ("snapshot", snapshot), ("volume", copy), ("backup", backup) })
        {
            Assert.Equal(202, await host.StatusAsync(HttpMethod.Delete, $"{kind}s/{what}"));
            await host.UntilAsync(kind, what, "gone");
        }
        Assert.Equal("", await host.ObjectsAsync("volumebackups"));
        Assert.True(disk.FreeBytes > 10 * Mebibyte, $"{disk.FreeBytes} bytes are free.");
        await host.CreateAsync();
    }

    [DiskFact("mkfs.xfs")]
    public async Task Copies_share_their_blocks_where_the_file_system_can_and_are_apart_all_the_same()
    {
        using var disk = ScratchDisk.OfXfs(400);
        await using var host = await VolumeHost.StartAsync(disk.Directory);
        var id = await host.CreateAsync();
        Fill(host, id, 100);
        var free = disk.FreeBytes;
        var snapshot = await host.SnapshotAsync(id);
        var copy = await host.CreateAsync($"\"size\":1,\"snapshot_id\":\"{snapshot}\"");
        var clone = await host.CreateAsync($"\"size\":2,\"source_volid\":\"{id}\"");
        Assert.True(free - disk.FreeBytes < 10 * Mebibyte, $"Three copies of 100 MiB took {free - disk.FreeBytes} bytes.");

        host.Write(id, "new", 30 * Mebibyte);
        Assert.Equal(("end", "end", "new"), (host.Read(copy, 3, 100 * Mebibyte), host.Read(clone, 3, 100 * Mebibyte), host.Read(id, 3, 30 * Mebibyte)));
        Assert.Equal("\0\0\0", host.Read(copy, 3, 200 * Mebibyte));
        Assert.NotEqual("new", host.Read(copy, 3, 30 * Mebibyte));
    }

    [DiskFact("qemu-img")]
    public async Task A_volume_becomes_an_image_of_another_format_and_the_image_a_volume_again()
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync();
        Fill(host, id, 3);
        var image = (await host.JsonAsync(HttpMethod.Post, $"volumes/{id}/action", """{"os-volume_upload_image":{"image_name":"disk","disk_format":"qcow2","container_format":"bare"}}"""))
            ["os-volume_upload_image"]!["image_id"]!.GetValue<string>();
        await host.UntilAsync("volume", id, "available");
        var copy = await host.CreateAsync($"\"size\":1,\"imageRef\":\"{image}\"");
        Assert.Equal("end", host.Read(copy, 3, 3 * Mebibyte));
    }

    [Fact]
    public async Task The_server_s_own_machine_opens_the_file_of_a_volume_and_others_come_by_nbd()
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync();
        var driver = new FileDriver(Path.GetDirectoryName(host.Volumes)!, "here", new VolumeExport("2001:db8::1"));
        Assert.Equal($"file://{host.Volumes}/{id}", driver.Connection(id, "here"));
        Assert.Equal($"nbd://[2001:db8::1]:10809/{id}", driver.Connection(id, "there"));
        Assert.Throws<ArgumentException>(() => driver.Connection("../etc", "there"));
    }

    private static void Fill(VolumeHost host, string id, int mebibytes)
    {
        using var file = new FileStream(Path.Combine(host.Volumes, id), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var noise = new byte[Mebibyte];
        for (var written = 0; written < mebibytes; written++)
        {
            Random.Shared.NextBytes(noise);
            file.Write(noise);
        }
        file.Write("end"u8);
    }
}
