using Naru.BlockStorage.Specs;

namespace Naru.ObjectStorage.Specs;

public sealed class FullDiskSpecs
{
    private const int Mebibyte = 1 << 20;

    [DiskFact]
    public async Task A_full_disk_is_507_leaves_no_bytes_and_what_is_there_stays_readable()
    {
        using var disk = ScratchDisk.OfMemory(32);
        await using var host = await StorageHost.StartAsync(disk.Directory);
        Assert.Equal(201, await host.PutAsync("AUTH_p1/c"));
        Assert.Equal(201, await host.PutAsync("AUTH_p1/c/small", "kept"));
        var large = new byte[10 * Mebibyte];
        Random.Shared.NextBytes(large);
        var accepted = 0;
        while (await host.StatusAsync(HttpMethod.Put, $"AUTH_p1/c/large-{accepted}", body: large) == 201)
            accepted++;
        Assert.InRange(accepted, 1, 3);
        Assert.Equal(507, await host.StatusAsync(HttpMethod.Put, "AUTH_p1/c/large-0", body: large));
        Assert.Equal(accepted, Directory.GetFiles(host.Contents, "*", SearchOption.AllDirectories).Length);
        Assert.Equal("kept", await host.ReadAsync("AUTH_p1/c/small"));
        using (var answer = await host.SendAsync(HttpMethod.Get, "AUTH_p1/c/large-0"))
            Assert.Equal(large, await answer.Content.ReadAsByteArrayAsync());

        Assert.Equal(204, await host.StatusAsync(HttpMethod.Delete, "AUTH_p1/c/large-0"));
        Assert.Equal(201, await host.StatusAsync(HttpMethod.Put, "AUTH_p1/c/large-0", body: large));
    }

    [DiskFact]
    public async Task A_disk_that_small_objects_have_filled_is_507_too()
    {
        using var disk = ScratchDisk.OfMemory(8);
        await using var host = await StorageHost.StartAsync(disk.Directory);
        Assert.Equal(201, await host.PutAsync("AUTH_p1/c"));
        var small = new byte[30 << 10];
        Random.Shared.NextBytes(small);
        var (accepted, status) = (0, 201);
        for (; accepted < 1000 && (status = await host.StatusAsync(HttpMethod.Put, $"AUTH_p1/c/{accepted}", body: small)) == 201; accepted++)
        {
        }
        Assert.Equal(507, status);
        for (var number = 0; number < accepted; number += 7)
        {
            using var answer = await host.SendAsync(HttpMethod.Get, $"AUTH_p1/c/{number}");
            Assert.Equal(small, await answer.Content.ReadAsByteArrayAsync());
        }
    }
}
