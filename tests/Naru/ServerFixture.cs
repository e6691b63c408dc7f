using System.Diagnostics;
using Naru.Bench.Api;
using Naru.Lab;
using Naru.Lab.Processes;

namespace Naru;

/// <summary>A <c>naru server --api-only</c> as a process, gone again with its files after the tests.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private const int Port = 15193;

    private static readonly LabDirectory Directory = LabDirectory.Of("programspecs").Unwrap();

    public ApiServer Server { get; } = new(Directory, Port, "--api-only");

    public async Task InitializeAsync()
    {
        Delete();
        await Server.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await Server.StopAsync(CancellationToken.None);
        Delete();
    }

    /// <summary>Runs a command of the program.</summary>
    public static async Task<(int ExitCode, string Output)> NaruAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Daemon.Naru, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("OS_AUTH_URL");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private static void Delete()
    {
        if (System.IO.Directory.Exists(Directory.Path))
            System.IO.Directory.Delete(Directory.Path, recursive: true);
    }
}
