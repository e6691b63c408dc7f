using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Lab.Processes;

namespace Naru.Lab.Specs;

/// <summary>A lab of hosts alone, without server and agents; gone again after the tests.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    public static readonly LabDirectory Directory = LabDirectory.Of("labspecs").Unwrap();
    private const int UnusedPort = 15080;

    public LabState State { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await new LabHosts(Directory).DownAsync(default);
        await UpAsync();
    }

    public Task DisposeAsync() => new LabHosts(Directory).DownAsync(default);

    public async Task<LabState> UpAsync() => State = await new LabHosts(Directory).UpAsync(computes: 2, UnusedPort, default);

    public static LabShell On(string host) => LabTargets.Any(Directory, host).Unwrap();

    public static async Task<string> RunAsync(string host, params string[] command) =>
        (await On(host).MustRunAsync(command, default)).Trim();

    /// <summary>Whether a command succeeds, tried again for some seconds: a switch that was just started learns its ports.</summary>
    public static async Task<bool> SucceedsAsync(string host, params string[] command)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            if ((await On(host).RunAsync(command, default)).Succeeded)
                return true;
        }
        return false;
    }

    public static Task<bool> PingsAsync(string host, string address) => SucceedsAsync(host, "ping", "-c", "1", "-W", "1", address);

    /// <summary>Kills a process at once and waits until it is gone.</summary>
    public static async Task KillAsync(ProcessIdentity? process)
    {
        Assert.NotNull(process);
        process.Kill();
        Assert.True(await process.WaitForEndAsync(TimeSpan.FromSeconds(60), default));
    }

    public static async Task<DhcpLease> LeaseAsync(string instance)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (DhcpClient.Lease(Directory, instance) is { } lease)
                return lease;
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"'{instance}' got no lease.");
    }

    public static ProcessIdentity? Switch(string host) => OpenVSwitch.Find(On(host), OpenVSwitch.Switch);
}

[CollectionDefinition(Name)]
public sealed class LabCollection : ICollectionFixture<LabFixture>
{
    public const string Name = "lab";
}
