namespace Naru.State;

public sealed class WatchSpecs
{
    private static readonly WriteContext Context = new("req-1", "tester");

    [Fact]
    public async Task A_watcher_gets_every_commit_once_and_in_order_while_many_write()
    {
        await using var store = await OpenAsync(StoreOptions.Default);
        await store.WriteAsync(Context, Counting.Next);
        var watching = Task.Run(() => ReadAsync(store, fromRevision: 1, count: 320));

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
                await store.WriteAsync(Context, Counting.Next);
        })));

        var commits = await watching;
        Assert.Equal(Enumerable.Range(2, 320).Select(revision => (long)revision), commits.Select(commit => commit.Revision));
        Assert.All(commits, commit => Assert.Equal(new Counter("n", commit.Revision), Assert.Single(commit.Changes).After));
        Assert.All(commits, commit => Assert.Equal(commit.Revision, commit.Snapshot.In(Counters.Table).Find("n")?.Value));
    }

    [Fact]
    public async Task A_watcher_that_is_too_far_behind_is_told_to_start_again()
    {
        await using var store = await OpenAsync(new StoreOptions { RetainedCommits = 4 });
        for (var i = 0; i < 10; i++)
            await store.WriteAsync(Context, Counting.Next);

        var late = await Assert.ThrowsAsync<RevisionNotRetainedException>(() => ReadAsync(store, fromRevision: 5, count: 1));

        Assert.Equal((6, 7), (late.Revision, late.Oldest));
        Assert.Equal(7, Assert.Single(await ReadAsync(store, fromRevision: 6, count: 1)).Revision);
    }

    [Fact]
    public async Task A_watcher_of_an_empty_store_waits_until_it_is_cancelled()
    {
        await using var store = await OpenAsync(StoreOptions.Default);
        using var cancellation = new CancellationTokenSource();
        await using var watch = store.WatchAsync(0, cancellation.Token).GetAsyncEnumerator();

        var next = watch.MoveNextAsync();
        Assert.False(next.IsCompleted);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    private static Task<Store> OpenAsync(StoreOptions options) =>
        Store.OpenAsync(new Schema([Counters.Table]), new MemoryJournal(), TimeProvider.System, options: options);

    private static async Task<List<Commit>> ReadAsync(Store store, long fromRevision, int count)
    {
        var commits = new List<Commit>();
        await foreach (var commit in store.WatchAsync(fromRevision, CancellationToken.None))
        {
            commits.Add(commit);
            if (commits.Count == count)
                break;
        }
        return commits;
    }
}
