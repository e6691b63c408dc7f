using Naru.Primitives;

namespace Naru.State;

public sealed class DurabilitySpecs : IAsyncLifetime
{
    private static readonly WriteContext Context = new("req-1", "tester");
    private readonly FaultyJournal _journal = new();
    private Store _store = null!;

    public async Task InitializeAsync() =>
        _store = await Store.OpenAsync(new Schema([Counters.Table]), _journal, TimeProvider.System);

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Nothing_is_visible_or_acknowledged_before_it_is_durable()
    {
        var gate = new TaskCompletionSource();
        _journal.Gate = gate.Task;

        var write = _store.WriteAsync(Context, Counting.Next);
        Assert.False(write.IsCompleted);
        Assert.Equal(0, _store.Current.Revision);

        gate.SetResult();
        Assert.Equal(1, (await write).Unwrap());
        Assert.Equal(1, _store.Current.Revision);
    }

    [Fact]
    public async Task A_full_disk_refuses_what_was_decided_on_top_of_it_and_the_store_goes_on_after()
    {
        await _store.WriteAsync(Context, Counting.Next);
        var gate = new TaskCompletionSource();
        (_journal.Gate, _journal.Full) = (gate.Task, true);

        var refused = Enumerable.Range(0, 20).Select(_ => _store.WriteAsync(Context, Counting.Next)).ToArray();
        gate.SetResult();

        Assert.All(await Task.WhenAll(refused), result => Assert.Equal(ErrorKind.Unavailable, result.Error?.Kind));
        Assert.Equal(1, _store.Current.Revision);
        _journal.Full = false;
        Assert.Equal(2, (await _store.WriteAsync(Context, Counting.Next)).Unwrap());
        Assert.Equal(2, _store.Current.Revision);
    }

    [Fact]
    public async Task Writes_that_wait_are_made_durable_together()
    {
        var gate = new TaskCompletionSource();
        _journal.Gate = gate.Task;

        var writes = Enumerable.Range(0, 100).Select(_ => _store.WriteAsync(Context, Counting.Next)).ToArray();
        gate.SetResult();
        await Task.WhenAll(writes);

        Assert.Equal(100, _journal.Groups.Sum());
        Assert.True(_journal.Groups.Count < 100);
    }
}
