using System.Globalization;

namespace Naru.State;

/// <summary>The victim of the crash test: writes as fast as it can and prints what was acknowledged, until it is killed.</summary>
internal static class CrashWriter
{
    public const int Writers = 8;
    private static readonly WriteContext Context = new("req-crash", "victim");

    public static async Task<int> Main(string[] args)
    {
        var schema = new Schema([Things.Table, Counters.Table]);
        await using var store = await Store.OpenAsync(schema, new SqliteJournal(args[0]), TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(store, $"writer-{writer}"))));
        return 0;
    }

    /// <summary>Each write raises the writer's counter and leaves a thing per count, so that half a write would show.</summary>
    private static async Task WriteAsync(Store store, string writer)
    {
        while (true)
        {
            var result = await store.WriteAsync<Counter>(Context, transaction => Count(transaction, writer));
            var counter = result.Unwrap();
            lock (Console.Out)
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counter.Id} {counter.Value}"));
        }
    }

    private static Counter Count(Transaction transaction, string writer)
    {
        var before = transaction.In(Counters.Table).Find(writer);
        var after = new Counter(writer, (before?.Value ?? 0) + 1);
        if (before is null)
            transaction.Insert(Counters.Table, after);
        else
            transaction.Update(Counters.Table, after);
        transaction.Insert(Things.Table, new Thing($"{writer}/{after.Value}", $"{writer}-{after.Value}", writer));
        return after;
    }
}
