using System.Runtime.CompilerServices;
using Naru.Bench.Figures;

namespace Naru.Bench.Api;

/// <summary>The server by itself: its requests, its start and its memory.</summary>
public sealed class ApiFigures(BenchOptions options)
{
    private const int ListedPorts = 1000;
    private const int ManyPorts = 10_000;

    // What is measured is a server that has been at work for a while: its hot code is compiled.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var server = new ApiServer(options.Directory, options.ApiPort);
        var first = await server.StartAsync(cancellation);
        yield return new Figure("very first start until the API answers", first.TotalSeconds, Unit.Seconds)
        {
            Neutron = Neutron.StartSeconds, Aim = 1.5, Detail = "makes the first accounts",
        };
        yield return await StartAsync(server, "start until the API answers, empty", cancellation);

        string network;
        using (var session = server.Open())
        {
            network = session.CreateNetwork("list", "10.200.0.0/18");
            var ports = session.CreatePorts(network, ListedPorts);
            var operations = new ApiOperations(server, session);
            foreach (var figure in operations.OnPorts(network, ports).SelectMany(operation => Measure(server, session, operation, cancellation)))
                yield return figure;
        }
        yield return new Figure("resident memory, 1,000 ports, after the load", ResidentMemory.Of(server.Pid), Unit.Mebibytes)
        {
            Neutron = Neutron.ServerMebibytes, Aim = 200,
        };
        yield return await StartAsync(server, "start until the API answers, 1,000 ports", cancellation);

        using (var session = server.Open())
            session.CreatePorts(network, ManyPorts - ListedPorts);
        yield return await StartAsync(server, "start until the API answers, 10,000 ports", cancellation);
        yield return new Figure("resident memory, 10,000 ports, after the start", ResidentMemory.Of(server.Pid), Unit.Mebibytes);

        using (var session = server.Open())
        {
            var operations = new ApiOperations(server, session);
            foreach (var figure in operations.Creating().SelectMany(operation => Measure(server, session, operation, cancellation)))
                yield return figure;
        }
        await server.StopAsync(cancellation);
    }

    private async Task<Figure> StartAsync(ApiServer server, string what, CancellationToken cancellation)
    {
        var seconds = new List<double>();
        for (var run = 0; run < options.Runs; run++)
        {
            await server.StopAsync(cancellation);
            seconds.Add((await server.StartAsync(cancellation)).TotalSeconds);
        }
        return new Figure(what, new Samples(seconds).Median, Unit.Seconds) { Neutron = Neutron.StartSeconds, Aim = 1.5 };
    }

    private IEnumerable<Figure> Measure(ApiServer server, ApiSession session, Operation operation, CancellationToken cancellation)
    {
        var token = operation.SignsIn ? null : session.Token;
        Load.Run(server, token, operation.Clients[^1], WarmUp, operation.Prepare(operation.Clients[^1]));
        foreach (var clients in operation.Clients)
        {
            var runs = new List<LoadResult>();
            for (var run = 0; run < options.Runs; run++)
            {
                cancellation.ThrowIfCancellationRequested();
                runs.Add(Load.Run(server, token, clients, options.RunTime, operation.Prepare(clients)));
            }
            foreach (var figure in Describe(operation, clients, runs))
                yield return figure;
        }
    }

    private static IEnumerable<Figure> Describe(Operation operation, int clients, List<LoadResult> runs)
    {
        double MedianOf(Func<LoadResult, double> value) => new Samples(runs.Select(value)).Median;
        var slowest = MedianOf(run => run.Milliseconds.Percentile(0.99));
        var refused = runs.Sum(run => run.Refused);
        var crowded = clients > 1;
        yield return new Figure($"{operation.Name}, {clients} {(crowded ? "clients" : "client")}", MedianOf(run => run.PerSecond), Unit.PerSecond)
        {
            Neutron = Neutron.Rate(operation.Name, clients),
            Aim = crowded ? operation.Aim : null,
            Detail = $"p50 {MedianOf(run => run.Milliseconds.Median):0.00} ms, p99 {slowest:0.00} ms, server {MedianOf(run => run.ServerMilliseconds):0.000} ms of processor{(refused > 0 ? $", {refused} REFUSED" : "")}",
        };
        if (crowded && operation.AimForSlowest is { } aim)
        {
            yield return new Figure($"{operation.Name}, {clients} clients, p99", slowest, Unit.Milliseconds)
            {
                Neutron = Neutron.SlowestPortCreationMilliseconds, Aim = aim,
            };
        }
    }
}
