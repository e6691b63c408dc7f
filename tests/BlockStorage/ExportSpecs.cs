using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Naru.BlockStorage.Exports;

namespace Naru.BlockStorage.Specs;

/// <summary>Volumes over NBD.</summary>
public sealed class ExportSpecs : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("naru-nbd-spec-");

    private string PidFile => Path.Combine(_directory.FullName, "nbdkit.pid");

    public void Dispose()
    {
        if (int.TryParse(Written(), CultureInfo.InvariantCulture, out var pid))
            Process.GetProcessById(pid).Kill();
        _directory.Delete(recursive: true);
    }

    [NbdFact]
    public async Task Volumes_are_reached_at_the_address_of_the_server_that_came_last_and_not_at_the_former_one()
    {
        // Loopback has more addresses than others will use at the same time.
        var (former, now) = ($"127.77.{Random.Shared.Next(256)}.1", $"127.78.{Random.Shared.Next(256)}.1");
        await ServeAsync(former);
        Assert.True(await IsReachedAsync(former));
        await ServeAsync(now);
        Assert.False(await IsReachedAsync(former));
    }

    private string Written() => File.Exists(PidFile) ? File.ReadAllText(PidFile) : "";

    /// <summary>Runs a server until volumes are reached, and ends it, which leaves the process.</summary>
    private async Task ServeAsync(string address)
    {
        var former = Written();
        using var server = new NbdServer(new VolumeExport(address), _directory.FullName, PidFile, NullLogger<NbdServer>.Instance);
        await server.StartAsync(default);
        for (var end = DateTime.UtcNow + TimeSpan.FromMinutes(1); Written() == former || !await IsReachedAsync(address); await Task.Delay(5))
            Assert.True(DateTime.UtcNow < end, $"Nothing listens at {address}.");
        await server.StopAsync(default);
    }

    private static async Task<bool> IsReachedAsync(string address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address, VolumeExport.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
