using System.Diagnostics;
using System.Globalization;

namespace Naru.State;

public sealed class CrashSpecs : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("naru-state-crash");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_kill_at_any_moment_loses_nothing_that_was_acknowledged()
    {
        var path = Path.Combine(_directory.FullName, "state.db");
        var acknowledged = new Dictionary<string, long>();
        for (var round = 0; round < 5; round++)
        {
            await KillAfterAsync(path, acknowledgements: Random.Shared.Next(1, 400), acknowledged);
            await VerifyAsync(path, acknowledged);
        }
    }

    /// <summary>Lets a process write until it has acknowledged so much, kills it without warning, and notes all that it had said.</summary>
    private static async Task KillAfterAsync(string path, int acknowledgements, Dictionary<string, long> acknowledged)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var victim = Process.Start(
            new ProcessStartInfo(host, [typeof(CrashWriter).Assembly.Location, path]) { RedirectStandardOutput = true })!;
        for (var lines = 0; await victim.StandardOutput.ReadLineAsync() is { } line; lines++)
        {
            if (lines == acknowledgements)
                victim.Kill();
            // What was written when the kill came may end in half a line.
            if (line.Split(' ') is [var writer, var count] && long.TryParse(count, CultureInfo.InvariantCulture, out var value))
                acknowledged[writer] = Math.Max(value, acknowledged.GetValueOrDefault(writer));
        }
        await victim.WaitForExitAsync();
    }

    private static async Task VerifyAsync(string path, Dictionary<string, long> acknowledged)
    {
        var schema = new Schema([Things.Table, Counters.Table]);
        await using var store = await Store.OpenAsync(schema, new SqliteJournal(path), TimeProvider.System);
        var state = store.Current;

        foreach (var (writer, value) in acknowledged)
            Assert.InRange(state.In(Counters.Table).Find(writer)?.Value ?? 0, value, long.MaxValue);
        foreach (var counter in state.In(Counters.Table).All)
        {
            Assert.Equal(counter.Value, Things.ByGroup.CountOf(state, counter.Id));
            for (var value = 1; value <= counter.Value; value++)
                Assert.True(state.In(Things.Table).Contains($"{counter.Id}/{value}"));
        }
        Assert.Equal(state.Revision, state.In(Counters.Table).All.Sum(counter => counter.Value));

        var beginning = await store.AsOfAsync(0);
        Assert.Equal(0, beginning.In(Things.Table).Count + beginning.In(Counters.Table).Count);
    }
}
