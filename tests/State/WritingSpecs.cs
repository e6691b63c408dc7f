using Naru.Primitives;

namespace Naru.State;

public sealed class WritingSpecs : IAsyncLifetime
{
    private static readonly WriteContext Context = new("req-1", "tester");
    private static readonly Schema Schema = new([Things.Table, Counters.Table]);
    private static readonly Thing Lamp = new("a", "s1", "red", 7, new TagPair("x", "y"));
    private readonly MemoryJournal _journal = new();
    private Store _store = null!;

    public async Task InitializeAsync() => _store = await Store.OpenAsync(Schema, _journal, TimeProvider.System);

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_write_is_visible_when_it_is_acknowledged()
    {
        var result = await InsertAsync(Lamp);

        Assert.Equal(Lamp, result.Unwrap());
        Assert.Equal(1, _store.Current.Revision);
        Assert.Equal(Lamp, _store.Current.In(Things.Table).Find("a"));
        Assert.Equal("a", Assert.Single(Things.ByGroup.Of(_store.Current, "red")).Id);
        Assert.Equal(1, Things.ByNumber.CountOf(_store.Current, 7));
        Assert.True(Things.ByTag.Any(_store.Current, "y"));
        Assert.Equal("a", Things.BySerial.Find(_store.Current, "s1")?.Id);
    }

    [Fact]
    public async Task A_refused_write_leaves_nothing_behind()
    {
        var result = await _store.WriteAsync<Thing>(Context, transaction =>
        {
            transaction.Insert(Things.Table, Lamp);
            return Error.Conflict("LampInUse", "The lamp is in use.");
        });

        Assert.Equal("LampInUse", result.Error?.Type);
        Assert.Equal(0, _store.Current.Revision);
        Assert.Equal(0, _store.Current.In(Things.Table).Count);
    }

    [Fact]
    public async Task A_guard_has_the_last_word_and_a_refused_write_is_not_there_for_the_next()
    {
        await using var guarded = await Store.OpenAsync(
            Schema, new MemoryJournal(), TimeProvider.System, options: StoreOptions.Default with { Guard = new OneThing() });
        var both = await Task.WhenAll(Insert(guarded, "a"), Insert(guarded, "b"), Insert(guarded, "c"));

        Assert.Equal(["a"], guarded.Current.In(Things.Table).All.Select(thing => thing.Id));
        Assert.Equal([null, "Enough", "Enough"], both.Select(result => result.Error?.Type));
        Assert.Equal(1, guarded.Current.Revision);

        static Task<Result<Thing>> Insert(Store store, string id) => store.WriteAsync<Thing>(Context, transaction =>
        {
            var thing = Lamp with { Id = id, Serial = id };
            transaction.Insert(Things.Table, thing);
            return thing;
        });
    }

    private sealed class OneThing : IWriteGuard
    {
        public Result<Done> Check(IStateReader before, Transaction after) => after.In(Things.Table).Count <= 1
            ? Done.Ok
            : Error.Conflict("Enough", $"There are {before.In(Things.Table).Count} things already.");
    }

    [Fact]
    public async Task An_exception_reaches_its_caller_only()
    {
        var failing = _store.WriteAsync<Thing>(Context, transaction =>
        {
            transaction.Insert(Things.Table, Lamp);
            throw new FormatException("a bug");
        });
        var next = InsertAsync(Lamp);

        await Assert.ThrowsAsync<FormatException>(() => failing);
        Assert.True((await next).Succeeded);
    }

    [Fact]
    public async Task A_write_that_caught_the_refusal_of_a_unique_index_cannot_be_committed()
    {
        await InsertAsync(Lamp);
        var write = _store.WriteAsync<Done>(Context, transaction =>
        {
            transaction.Insert(Things.Table, new Thing("b", "s2"));
            var refusal = Assert.Throws<InvalidOperationException>(() => transaction.Insert(Things.Table, new Thing("c", "s1", "red")));
            Assert.Contains("'things.serial'", refusal.Message, StringComparison.Ordinal);
            return Done.Ok;
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => write);
        Assert.Equal(1, _store.Current.In(Things.Table).Count);
        Assert.Equal(1, Things.ByGroup.CountOf(_store.Current, "red"));
    }

    [Fact]
    public async Task Several_writes_of_one_document_are_one_change_and_those_that_cancel_out_are_none()
    {
        var result = await _store.WriteAsync<Done>(Context, transaction =>
        {
            transaction.Insert(Things.Table, Lamp);
            transaction.Update(Things.Table, Lamp with { Group = "blue" });
            transaction.Insert(Counters.Table, new Counter("c", 1));
            transaction.Delete(Counters.Table, "c");
            Assert.Equal([new Change(Things.Table, "a", null, Lamp with { Group = "blue" })], transaction.Changes);
            return Done.Ok;
        });
        await _store.WriteAsync<Done>(Context, transaction =>
        {
            transaction.Update(Things.Table, Lamp with { Group = "green" });
            transaction.Update(Things.Table, Lamp with { Group = "blue" });
            return Done.Ok;
        });

        Assert.True(result.Succeeded);
        Assert.Equal(1, _store.Current.Revision);
    }

    [Fact]
    public async Task A_transaction_may_write_while_it_enumerates()
    {
        for (var i = 0; i < 100; i++)
            await InsertAsync(new Thing($"{i:d3}", $"s{i}", "red"));

        await _store.WriteAsync<Done>(Context, transaction =>
        {
            foreach (var thing in Things.ByGroup.Of(transaction, "red"))
                transaction.Update(Things.Table, thing with { Group = "blue" });
            foreach (var thing in transaction.In(Things.Table).All)
            {
                Assert.Equal("blue", thing.Group);
                transaction.Delete(Things.Table, thing.Id);
            }
            Assert.False(Things.ByGroup.Any(transaction, "blue"));
            return Done.Ok;
        });

        Assert.Equal(0, _store.Current.In(Things.Table).Count);
    }

    [Fact]
    public async Task A_dry_run_tells_the_changes_and_makes_none()
    {
        await InsertAsync(Lamp);
        var before = _store.Current;

        var result = _store.DryRun<int>(Context, transaction =>
        {
            transaction.Delete(Things.Table, "a");
            return transaction.In(Things.Table).Count;
        }, out var changes);

        Assert.Equal(0, result.Unwrap());
        Assert.Equal([new Change(Things.Table, "a", Lamp, null)], changes);
        Assert.Same(before, _store.Current);
        Assert.Equal(1, before.In(Things.Table).Count);
    }

    [Fact]
    public async Task Sixty_four_writers_count_without_losing_one()
    {
        var counted = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            var mine = new List<long>();
            for (var i = 0; i < 50; i++)
                mine.Add((await _store.WriteAsync(Context, Counting.Next)).Unwrap());
            return mine;
        })));

        Assert.Equal(Enumerable.Range(1, 64 * 50).Select(n => (long)n), counted.SelectMany(mine => mine).Order());
        Assert.Equal(64 * 50, _store.Current.Revision);
        Assert.Equal(3200, Assert.Single(Counters.ByValue.Of(_store.Current, 3200)).Value);
    }

    [Fact]
    public async Task A_transaction_is_of_no_use_after_its_function()
    {
        Transaction? kept = null;
        await _store.WriteAsync<Done>(Context, transaction =>
        {
            kept = transaction;
            return Done.Ok;
        });

        Assert.Throws<InvalidOperationException>(() => kept!.Insert(Things.Table, Lamp));
    }

    [Fact]
    public async Task A_closed_store_answers_that_it_is_unavailable()
    {
        await _store.DisposeAsync();

        Assert.Equal(ErrorKind.Unavailable, (await InsertAsync(Lamp)).Error?.Kind);
    }

    [Fact]
    public void An_index_cannot_be_added_once_the_table_is_in_use() =>
        Assert.Throws<InvalidOperationException>(() => Things.Table.IndexBy("late", thing => thing.Serial));

    private Task<Result<Thing>> InsertAsync(Thing thing) => _store.WriteAsync<Thing>(Context, transaction =>
    {
        transaction.Insert(Things.Table, thing);
        return thing;
    });
}
