using System.Diagnostics;
using System.Globalization;
using Naru.Lab;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Processes;
using Naru.Lab.Topology;

namespace Naru.Bench.DataPlane;

/// <summary>The lab in which packets are measured: that of <c>naru up</c>.</summary>
public sealed class MeasuredLab : IDisposable
{
    private readonly Course? _course;

    private MeasuredLab(LabDirectory directory, CloudClient cloud, Course? course) => (Directory, Cloud, _course) = (directory, cloud, course);

    public LabDirectory Directory { get; }

    public CloudClient Cloud { get; }

    public Course Course => _course ?? throw new ToolFailedException($"The lab '{Directory.Name}' is empty.");

    public LabState State => LabState.Load(Directory) ?? throw new ToolFailedException($"The lab '{Directory.Name}' has gone.");

    public string ExternalNetwork => Course.Router.ExternalGatewayInfo?.NetworkId ?? throw new ToolFailedException("The router of the lab has no gateway.");

    /// <summary>Runs <c>naru up</c> as a user would, to its last check.</summary>
    public static async Task<TimeSpan> UpAsync(BenchOptions options, CancellationToken cancellation, params IEnumerable<string> further)
    {
        var watch = Stopwatch.StartNew();
        string[] words = ["up", "--lab", options.Directory.Name, "--port", options.ApiPort.ToString(CultureInfo.InvariantCulture), .. further];
        await Tool.MustRunAsync(Daemon.Naru, words, cancellation: cancellation);
        return watch.Elapsed;
    }

    public static async Task<MeasuredLab> OpenAsync(LabDirectory directory, CancellationToken cancellation)
    {
        var cloud = await SignInAsync(directory, cancellation);
        return new MeasuredLab(directory, cloud, Wanted(await Course.EnsureAsync(directory, cloud, cancellation)));
    }

    /// <summary>A lab that was brought up without the course's topology.</summary>
    public static async Task<MeasuredLab> OpenEmptyAsync(LabDirectory directory, CancellationToken cancellation) =>
        new(directory, await SignInAsync(directory, cancellation), course: null);

    private static async Task<CloudClient> SignInAsync(LabDirectory directory, CancellationToken cancellation)
    {
        var state = LabState.Load(directory) ?? throw new ToolFailedException($"The lab '{directory.Name}' is not up.");
        return Wanted(await CloudClient.SignInAsync(Wanted(CloudCredentials.OfAdministrator(directory, state)), cancellation));
    }

    public LabShell Host(string name) => Wanted(LabTargets.Host(Directory, name));

    public HostState HostState(string name) => State.Hosts.Single(host => host.Host.Name == name);

    /// <summary>Waits until the cloud says that a port is wired.</summary>
    public async Task WaitForActiveAsync(string port, TimeSpan atMost, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + atMost; DateTime.UtcNow < end; await Task.Delay(10, cancellation))
        {
            if (Wanted(await Cloud.ShowAsync(CloudResources.Ports, port, cancellation)).IsActive)
                return;
        }
        throw new ToolFailedException($"The port {port} is not ACTIVE after {atMost.TotalSeconds:0} s.");
    }

    /// <summary>A refusal ends the measurement: nothing here is expected to be refused.</summary>
    public static T Wanted<T>(Primitives.Result<T> result) =>
        result.TryGet(out var value, out var error) ? value : throw new ToolFailedException(error.Message);

    public void Dispose() => Cloud.Dispose();
}
