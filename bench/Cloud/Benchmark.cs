using System.Runtime.CompilerServices;
using Naru.Bench.Api;
using Naru.Bench.Churn;
using Naru.Bench.DataPlane;
using Naru.Bench.Figures;
using Naru.Bench.Instances;
using Naru.Bench.Scale;
using Naru.Lab;

namespace Naru.Bench;

/// <summary>Measures what the project claims about its speed.</summary>
public static class Benchmark
{
    /// <summary>Gives each figure as soon as it is there. What was started and written for it is gone at the end, whatever that is.</summary>
    /// <exception cref="Lab.Processes.ToolFailedException">Something that has to work did not.</exception>
    public static async IAsyncEnumerable<Figure> RunAsync(BenchOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var hosts = new LabHosts(options.Directory);
        try
        {
            // Each part has the machine for itself, one after the other.
            if (options.WithApi)
            {
                await foreach (var figure in new ApiFigures(options).MeasureAsync(cancellation))
                    yield return figure;
                await hosts.DownAsync(CancellationToken.None);
            }
            if (options.WithScale)
            {
                await foreach (var figure in new ScaleFigures(options).MeasureAsync(cancellation))
                    yield return figure;
                await hosts.DownAsync(CancellationToken.None);
            }
            if (options.WithChurn)
            {
                await foreach (var figure in new ChurnFigures(options).MeasureAsync(cancellation))
                    yield return figure;
                await hosts.DownAsync(CancellationToken.None);
            }
            if (options.WithDataPlane)
            {
                await foreach (var figure in DataPlaneAsync(options, cancellation))
                    yield return figure;
                await hosts.DownAsync(CancellationToken.None);
            }
            foreach (var (mode, type) in options.WithThroughput ? ThroughputFigures.Combinations : [])
            {
                await foreach (var figure in new ThroughputFigures(options, mode, type).MeasureAsync(cancellation))
                    yield return figure;
                await hosts.DownAsync(CancellationToken.None);
            }
            if (options.WithInstances)
            {
                await MeasuredLab.UpAsync(options, cancellation);
                using var lab = await MeasuredLab.OpenAsync(options.Directory, cancellation);
                await foreach (var figure in new InstanceFigures(options, lab).MeasureAsync(cancellation))
                    yield return figure;
            }
        }
        finally
        {
            await hosts.DownAsync(CancellationToken.None);
        }
    }

    private static async IAsyncEnumerable<Figure> DataPlaneAsync(BenchOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return new Figure("naru up, already built, to the last check", (await MeasuredLab.UpAsync(options, cancellation)).TotalSeconds, Unit.Seconds)
        {
            Aim = 20,
        };
        yield return new Figure("naru up again, everything there", (await MeasuredLab.UpAsync(options, cancellation)).TotalSeconds, Unit.Seconds);

        // More ports than a project may have by default.
        ApiSession.Open(options.ApiPort, ApiSession.SignIn(options.Directory.AdministratorPassword)).Dispose();
        using var lab = await MeasuredLab.OpenAsync(options.Directory, cancellation);
        var guests = await Guests.CreateAsync(lab, cancellation);
        await foreach (var figure in new PacketFigures(options, lab, guests).MeasureAsync(cancellation))
            yield return figure;
        await foreach (var figure in new RestartFigures(options, lab, guests).MeasureAsync(cancellation))
            yield return figure;
    }
}
