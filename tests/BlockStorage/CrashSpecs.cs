using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.BlockStorage.Specs;

public sealed class CrashSpecs
{
    private static readonly Caller Alice = new() { UserId = "alice", ProjectId = "p1" };
    private static readonly WriteContext Context = new("req-x", "alice");

    [Fact]
    public async Task What_was_accepted_is_gone_on_with_after_a_crash()
    {
        await using var host = await VolumeHost.StartAsync();
        var (creating, deleting, growing) = (Guid.NewGuid().ToString(), await host.CreateAsync(), await host.CreateAsync());
        var snapshot = Guid.NewGuid().ToString();
        await host.RestartAsync(store => store.WriteAsync(Context, state =>
        {
            var grown = state.In(BlockStorageTables.Volumes).Find(growing)!;
            // As a process leaves it that was killed in the middle of each of them.
            state.Insert(BlockStorageTables.Volumes, grown with { Id = creating, Status = VolumeStatus.Creating });
            Jobs.Add(state, Alice with { RequestId = "req-1" }, JobKind.CreateVolume, creating);
            state.Update(BlockStorageTables.Volumes, state.In(BlockStorageTables.Volumes).Find(deleting)! with { Status = VolumeStatus.Deleting });
            Jobs.Add(state, Alice with { RequestId = "req-2" }, JobKind.DeleteVolume, deleting);
            state.Update(BlockStorageTables.Volumes, grown with { Status = VolumeStatus.Extending });
            Jobs.Add(state, Alice with { RequestId = "req-3" }, JobKind.ExtendVolume, growing, job => job with { Size = 2, Previous = VolumeStatus.Available });
            state.Insert(BlockStorageTables.Snapshots, new VolumeSnapshot { Id = snapshot, ProjectId = "p1", VolumeId = growing, Status = SnapshotStatus.Creating, Size = 1 });
            Jobs.Add(state, Alice with { RequestId = "req-4" }, JobKind.CreateSnapshot, snapshot, job => job with { Others = [growing] });
            File.WriteAllText(Path.Combine(host.Volumes, "..", "incoming", $"volume-{creating}"), "half");
            File.Delete(Path.Combine(host.Volumes, deleting));
            return Done.Ok;
        }));
        await host.UntilAsync("volume", creating, "available");
        await host.UntilAsync("volume", growing, "available");
        await host.UntilAsync("snapshot", snapshot, "available");
        await host.UntilAsync("volume", deleting, "gone");
        Assert.Equal(2L << 30, host.Length(growing));
        Assert.Equal([creating, growing, snapshot], host.Files.Select(Path.GetFileName).Order(StringComparer.Ordinal).OrderBy(name => name == creating ? 0 : name == growing ? 1 : 2));
        Assert.Empty(host.Store.Current.In(BlockStorageTables.Jobs).All);
    }

    [Fact]
    public async Task A_job_that_fails_leaves_no_status_behind_and_tells_why()
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync();
        File.Delete(Path.Combine(host.Volumes, id));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", """{"os-extend":{"new_size":3}}"""));
        await host.UntilAsync("volume", id, "error_extending");
        Assert.Single((await host.JsonAsync(HttpMethod.Get, $"messages?resource_uuid={id}"))["messages"]!.AsArray());
    }
}
