using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Naru.Ceph.Specs;

/// <summary>A Ceph that keeps everything in memory. It is started when something is asked of it, so that tests which are skipped do not need it.</summary>
public class TinyCeph : IAsyncLifetime
{
    public const string AccessKey = "access";
    public const string SecretKey = "secret";

    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "ceph.sh");

    private readonly SemaphoreSlim _starting = new(1, 1);
    private DirectoryInfo? _directory;
    private Uri? _gateway;

    /// <summary>How people prove who they are.</summary>
    protected virtual string Proof => "none";

    /// <summary>The file that clients read.</summary>
    public async Task<string> ConfigurationAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_directory is null)
            {
                _directory = Directory.CreateTempSubdirectory("naru-ceph-");
                await RunAsync(Script, "start", _directory.FullName, FreePort(), Proof);
            }
            return Path.Combine(_directory.FullName, "ceph.conf");
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Makes a pool for images.</summary>
    public async Task MakePoolAsync(string name)
    {
        await ConfigurationAsync();
        await RunAsync(Script, "pool", _directory!.FullName, name);
    }

    /// <summary>Makes a file system; needs cephx.</summary>
    protected async Task MakeFileSystemAsync(string name)
    {
        await ConfigurationAsync();
        await RunAsync(Script, "files", _directory!.FullName, name);
    }

    /// <summary>The address of the gateway for S3.</summary>
    public async Task<Uri> GatewayAsync()
    {
        await ConfigurationAsync();
        await _starting.WaitAsync();
        try
        {
            if (_gateway is null)
            {
                var port = FreePort();
                await RunAsync(Script, "gateway", _directory!.FullName, port);
                _gateway = new Uri($"http://127.0.0.1:{port}");
            }
            return _gateway;
        }
        finally
        {
            _starting.Release();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _starting.Dispose();
        if (_directory is null)
            return;
        await RunAsync(Script, "stop", _directory.FullName);
        _directory.Delete(recursive: true);
    }

    /// <summary>Runs a program to its end, which is a good one.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        // Daemons inherit no pipe, which would never end: what is written goes through files.
        var output = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", output, program, .. arguments]))!;
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
            var text = await File.ReadAllTextAsync(output);
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {text}");
            return text;
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
