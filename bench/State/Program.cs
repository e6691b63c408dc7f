using System.Diagnostics;
using Naru.State;
using Naru.State.Bench;

// Usage: dotnet run -c Release --project bench/State [DIRECTORY]. The directory must be on the disk that is to be measured.
var directory = args is [var chosen]
    ? Directory.CreateDirectory(Path.Combine(chosen, "naru-state-bench"))
    : Directory.CreateTempSubdirectory("naru-state-bench");
var path = Path.Combine(directory.FullName, "state.db");
var schema = new Schema([BenchPort.Table]);
var context = new WriteContext("req-bench", "bench");
try
{
    await using (var store = await OpenAsync())
    {
        Console.WriteLine("Warming up:");
        await MeasureWritersAsync(store, 8, TimeSpan.FromSeconds(3));
        Console.WriteLine("writers   commits/s   p50 ms   p99 ms   cpu us/commit");
        foreach (var writers in (int[])[1, 8, 64])
            await MeasureWritersAsync(store, writers, TimeSpan.FromSeconds(4));
        await MeasureBulkAsync(store, 100_000, 5_000);
        MeasureReads(store.Current);
        await MeasureWritersAsync(store, 8, TimeSpan.FromSeconds(4));
    }
    GC.Collect();
    var before = GC.GetTotalMemory(true);
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    var started = Stopwatch.GetTimestamp();
    await using (var store = await OpenAsync())
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        var spent = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var live = (GC.GetTotalMemory(true) - before) >> 20;
        Console.WriteLine($"load: {store.Current.In(BenchPort.Table).Count} ports in {elapsed.TotalSeconds:f2} s ({spent.TotalSeconds:f2} s of processor time), "
            + $"{live} MiB live, {Environment.WorkingSet >> 20} MiB resident");
        Console.WriteLine($"file: {new FileInfo(path).Length >> 20} MiB");
    }
}
finally
{
    directory.Delete(recursive: true);
}

Task<Store> OpenAsync() => Store.OpenAsync(schema, new SqliteJournal(path), TimeProvider.System);

async Task MeasureWritersAsync(Store store, int writers, TimeSpan time)
{
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    var latencies = new List<double>[writers];
    var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
    await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
    {
        var mine = latencies[writer] = [];
        for (var n = 0L; Stopwatch.GetTimestamp() < end; n++)
        {
            var port = BenchPort.Create(Random.Shared.NextInt64(1L << 24)) with { NetworkId = Guid.NewGuid().ToString() };
            var started = Stopwatch.GetTimestamp();
            var result = await store.WriteAsync<BenchPort>(context, transaction =>
            {
                transaction.Insert(BenchPort.Table, port);
                return port;
            });
            result.Unwrap();
            mine.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    })));
    var all = latencies.SelectMany(mine => mine).Order().ToArray();
    var spent = Process.GetCurrentProcess().TotalProcessorTime - cpu;
    Console.WriteLine($"{writers,7}   {all.Length / time.TotalSeconds,9:f0}   {all[all.Length / 2],6:f2}   {all[all.Length * 99 / 100],6:f2}   "
        + $"{spent.TotalMicroseconds / all.Length,13:f0}");
}

async Task MeasureBulkAsync(Store store, int documents, int each)
{
    var started = Stopwatch.GetTimestamp();
    for (var first = 0; first < documents; first += each)
    {
        var from = first;
        var result = await store.WriteAsync<int>(context, transaction =>
        {
            for (var n = from; n < from + each; n++)
                transaction.Insert(BenchPort.Table, BenchPort.Create(n));
            return each;
        });
        result.Unwrap();
    }
    Console.WriteLine($"bulk: {documents} inserts in writes of {each}: {documents / Stopwatch.GetElapsedTime(started).TotalSeconds:f0} documents/s");
}

static void MeasureReads(Snapshot snapshot)
{
    var table = snapshot.In(BenchPort.Table);
    var ids = table.All.Where((_, n) => n % 3 == 0).Select(port => port.Id).ToArray();
    Measure("find by id", ids.Length, () => ids.Count(table.Contains));
    Measure("enumerate", table.Count, () => table.All.Count(port => port.Number > 0));
    var networks = BenchPort.ByNetwork.KeysIn(snapshot).Where(network => network.StartsWith("4f1b7a9c", StringComparison.Ordinal)).ToArray();
    Measure("by network", networks.Length, () => networks.Sum(network => BenchPort.ByNetwork.Of(snapshot, network).Count(port => port.Number > 0)));
}

static void Measure(string name, int operations, Func<int> run)
{
    run();
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    var allocated = GC.GetAllocatedBytesForCurrentThread();
    var counted = run();
    var spent = Process.GetCurrentProcess().TotalProcessorTime - cpu;
    Console.WriteLine($"{name}: {spent.TotalNanoseconds / operations:f0} ns of processor time, "
        + $"{(GC.GetAllocatedBytesForCurrentThread() - allocated) / operations} B each ({operations} times, {counted} found)");
}
