using Microsoft.Data.Sqlite;
using Naru.Primitives;

namespace Naru.State;

public sealed class SqliteJournalSpecs : IDisposable
{
    private static readonly WriteContext Context = new("req-1", "tester");
    private static readonly Schema Schema = new([Things.Table, Counters.Table]);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("naru-state-sqlite");

    private string File => Path.Combine(_directory.FullName, "state.db");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        var lamp = new Thing("a", "s1", "red", 7, new TagPair("x", "y"));
        DateTimeOffset time;
        await using (var store = await OpenAsync())
        {
            await PutAsync(store, lamp);
            await PutAsync(store, new Thing("b", "s2"));
            await store.WriteAsync<Done>(Context, transaction =>
            {
                transaction.Delete(Things.Table, "b");
                return Done.Ok;
            });
            time = store.Current.Time;
        }

        await using var reopened = await OpenAsync();
        Assert.Equal((3, time), (reopened.Current.Revision, reopened.Current.Time));
        Assert.Equal(lamp, Assert.Single(reopened.Current.In(Things.Table).All));
        Assert.Equal(lamp, Assert.Single(Things.ByTag.Of(reopened.Current, "y")));
        await PutAsync(reopened, lamp with { Group = "blue" });
        Assert.Equal(4, reopened.Current.Revision);
    }

    [Fact]
    public async Task History_tells_who_changed_what_and_an_older_state_can_be_read()
    {
        await using var store = await OpenAsync();
        var (first, second) = (new Thing("a", "s1", "red"), new Thing("b", "s2", "red"));
        await PutAsync(store, first);
        await PutAsync(store, second);
        var time = store.Current.Time;
        await store.WriteAsync<Done>(new WriteContext("req-swap", "thief"), transaction =>
        {
            transaction.Update(Things.Table, first with { Serial = "s3" });
            transaction.Update(Things.Table, second with { Serial = "s1", Group = null });
            transaction.Update(Things.Table, first with { Serial = "s2" });
            return Done.Ok;
        });
        await store.WriteAsync<Done>(Context, transaction =>
        {
            transaction.Delete(Things.Table, "a");
            return Done.Ok;
        });

        var older = await store.AsOfAsync(2);
        Assert.Equal((2, time), (older.Revision, older.Time));
        Assert.Equal([first, second], older.In(Things.Table).All);
        Assert.Equal("b", Things.BySerial.Find(older, "s2")?.Id);
        Assert.Equal(2, Things.ByGroup.CountOf(older, "red"));

        var swap = Assert.Single(await store.HistoryAsync(3, 3).ToListAsync());
        Assert.Equal(("req-swap", "thief"), (swap.RequestId, swap.Actor));
        Assert.Contains(new Change(Things.Table, "b", second, second with { Serial = "s1", Group = null }), swap.Changes);
    }

    [Fact]
    public async Task Pruned_history_is_refused_and_the_documents_stay()
    {
        await using var store = await OpenAsync(new JournalRetention { Commits = 100 });
        for (var i = 0; i < 1100; i += 100)
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => store.WriteAsync(Context, Counting.Next)));

        await Assert.ThrowsAsync<RevisionNotRetainedException>(() => store.AsOfAsync(10));
        Assert.Equal(1099, (await store.AsOfAsync(1099)).In(Counters.Table).Find("n")?.Value);
        Assert.Equal(1100, store.Current.In(Counters.Table).Find("n")?.Value);
    }

    [Fact]
    public async Task An_append_that_SQLite_refuses_changes_nothing_and_the_next_may_succeed()
    {
        await using var store = await OpenAsync();
        await PutAsync(store, new Thing("a", "s1"));
        using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        await other.OpenAsync();

        await ExecuteAsync(other, "INSERT INTO journal VALUES (2, '', '', '', '')");

        var refused = await PutAsync(store, new Thing("b", "s2"));
        Assert.Equal(ErrorKind.Unavailable, refused.Error?.Kind);
        Assert.False(store.Current.In(Things.Table).Contains("b"));

        await ExecuteAsync(other, "DELETE FROM journal WHERE revision = 2");
        Assert.True((await PutAsync(store, new Thing("b", "s2"))).Succeeded);
    }

    [Fact]
    public async Task A_second_server_on_the_same_file_is_refused()
    {
        await using var store = await OpenAsync();

        var refusal = await Assert.ThrowsAsync<IOException>(() => OpenAsync());

        Assert.Contains("in use by another server", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_of_an_older_schema_are_upgraded_when_they_are_loaded()
    {
        await using (var store = await OpenAsync())
            await PutAsync(store, new Thing("a", "s1", "red"));
        var table = new Table<Thing>("things", ThingJson.Default.Thing)
        {
            SchemaVersion = 2,
            Upgrade = (version, json) =>
            {
                json["Group"] = $"{json["Group"]} since {version}";
                return json;
            },
        };
        var byGroup = table.IndexBy("group", thing => thing.Group);

        await using var reopened = await OpenAsync(schema: new Schema([table, Counters.Table]));

        Assert.Equal("a", Assert.Single(byGroup.Of(reopened.Current, "red since 1")).Id);
    }

    [Fact]
    public async Task Documents_of_a_newer_schema_are_refused_with_both_versions()
    {
        var newer = new Table<Thing>("things", ThingJson.Default.Thing) { SchemaVersion = 3 };
        await using (var store = await OpenAsync(schema: new Schema([newer])))
        {
            await store.WriteAsync<Done>(Context, transaction =>
            {
                transaction.Insert(newer, new Thing("a", "s1"));
                return Done.Ok;
            });
        }

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync());

        Assert.Contains("schema version 3", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("up to 1", refusal.Message, StringComparison.Ordinal);
    }

    private Task<Store> OpenAsync(JournalRetention? retention = null, Schema? schema = null) =>
        Store.OpenAsync(schema ?? Schema, new SqliteJournal(File, retention), TimeProvider.System);

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static Task<Result<Thing>> PutAsync(Store store, Thing thing) => store.WriteAsync<Thing>(Context, transaction =>
    {
        if (transaction.In(Things.Table).Contains(thing.Id))
            transaction.Update(Things.Table, thing);
        else
            transaction.Insert(Things.Table, thing);
        return thing;
    });
}
