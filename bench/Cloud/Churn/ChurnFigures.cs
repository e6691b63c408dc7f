using System.Runtime.CompilerServices;
using Naru.Bench.Api;
using Naru.Bench.Figures;
using Naru.Lab.Processes;

namespace Naru.Bench.Churn;

/// <summary>64 clients for a minute; a fault ends the measurement.</summary>
public sealed class ChurnFigures(BenchOptions options)
{
    private const int Clients = 64;

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var server = new ApiServer(options.Directory, options.ApiPort, "--api-only");
        await server.StartAsync(cancellation);
        var result = ChurnRun.Run(server, Clients, options.ChurnTime);
        if (result.Faults.Count > 0)
            throw new ToolFailedException($"{Clients} clients at once: {string.Join("; ", result.Faults)}");
        yield return new Figure($"related objects created, changed and deleted, {Clients} clients", result.Done / result.Elapsed.TotalSeconds, Unit.PerSecond)
        {
            Detail = $"{result.Done:N0} done and {result.Refused:N0} refused in {result.Elapsed.TotalSeconds:0} s; no 5xx, no address twice, quotas exact, the doctor found nothing",
        };
        yield return new Figure("resident memory after it", ResidentMemory.Of(server.Pid), Unit.Mebibytes);
        await server.StopAsync(cancellation);
    }
}
