using System.Diagnostics;
using System.Runtime.CompilerServices;
using Naru.Bench.Api;
using Naru.Bench.Figures;
using Naru.Lab.Processes;

namespace Naru.Bench.Scale;

/// <summary>The lists, the memory and the start of a server with 10,000 ports, 1,000 networks and 20,000 rules.</summary>
public sealed class ScaleFigures(BenchOptions options)
{
    private const double AimForLists = 50;
    private const double AimForMemory = 600;
    private const double AimForStart = 3;
    private const int WarmUps = 5;
    private const int Samples = 25;

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var server = new ApiServer(options.Directory, options.ApiPort);
        await server.StartAsync(cancellation);
        List<(string What, string Query)> lists;
        using (var session = server.Open())
        {
            var state = new ScaleState(session);
            var begun = Stopwatch.GetTimestamp();
            state.Create();
            yield return new Figure("1,000 networks, 1,000 groups, 20,000 rules, 10,000 ports created in bulk", Stopwatch.GetElapsedTime(begun).TotalSeconds, Unit.Seconds);
            lists = [.. state.Lists()];
        }
        yield return new Figure("resident memory, after that", ResidentMemory.Of(server.Pid), Unit.Mebibytes) { Aim = AimForMemory };

        var starts = new List<double>();
        for (var run = 0; run < options.Runs; run++)
        {
            await server.StopAsync(cancellation);
            starts.Add((await server.StartAsync(cancellation)).TotalSeconds);
        }
        yield return new Figure("start until the API answers, with all that", new Samples(starts).Median, Unit.Seconds) { Aim = AimForStart };
        yield return new Figure("resident memory, after the start", ResidentMemory.Of(server.Pid), Unit.Mebibytes) { Aim = AimForMemory };

        using (var session = server.Open())
        {
            using var connection = KeepAliveConnection.Open(server.Port, session.Token);
            foreach (var (what, query) in lists)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return Measure(server, connection, what, query);
            }
        }
        yield return new Figure("resident memory, after the lists", ResidentMemory.Of(server.Pid), Unit.Mebibytes) { Aim = AimForMemory };
        await server.StopAsync(cancellation);
    }

    private static Figure Measure(ApiServer server, KeepAliveConnection connection, string what, string query)
    {
        var request = ApiRequest.Get($"{ApiSession.Networking}/{query}");
        var first = Stopwatch.GetTimestamp();
        for (var run = 0; run < WarmUps; run++)
        {
            if (connection.Send(request) != 200)
                throw new ToolFailedException($"GET {request.Path} was refused: {System.Text.Encoding.UTF8.GetString(connection.Body.Span)}");
            first = run == 0 ? Stopwatch.GetTimestamp() - first : first;
        }
        var milliseconds = new List<double>();
        var before = server.ProcessorTime;
        for (var run = 0; run < Samples; run++)
        {
            var sent = Stopwatch.GetTimestamp();
            connection.Send(request);
            milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }
        var samples = new Samples(milliseconds);
        return new Figure($"list {what}", samples.Median, Unit.Milliseconds)
        {
            Aim = AimForLists,
            Detail = $"server {(server.ProcessorTime - before).TotalMilliseconds / Samples:0.0} ms of processor, p90 {samples.Percentile(0.9):0.0} ms, the very first {Stopwatch.GetElapsedTime(0, first).TotalMilliseconds:0.0} ms, {connection.Body.Length / 1024:N0} KiB",
        };
    }
}
