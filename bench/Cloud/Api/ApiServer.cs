using System.Diagnostics;
using System.Net.Sockets;
using Naru.Lab;
using Naru.Lab.Processes;

namespace Naru.Bench.Api;

/// <summary>A <c>naru server</c> by itself, with a data directory and a port of its own and no agents.</summary>
/// <param name="options">Further options of the server.</param>
public sealed class ApiServer(LabDirectory lab, int port, params IReadOnlyList<string> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private ProcessIdentity? _process;

    public int Port => port;

    public int Pid => _process?.Pid ?? throw new InvalidOperationException("The server is not started.");

    /// <summary>What it has taken since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            using var process = Process.GetProcessById(Pid);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Where it keeps its state.</summary>
    public string Data => $"{lab.Path}/api";

    private string Log => $"{lab.Path}/api.log";

    /// <summary>Starts it with what its data directory holds.</summary>
    /// <returns>The time until it answered a request.</returns>
    public async Task<TimeSpan> StartAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(lab.Path);
        // As a process of the lab it ends with the lab, even when this one is killed.
        var marks = new ToolInput { Environment = new Dictionary<string, string> { [LabProcesses.LabVariable] = lab.Name } };
        var started = DateTime.UtcNow;
        _process = await Daemon.StartAsync(
            [], [Daemon.Naru, "server", "--data", Data, "--listen", $"http://127.0.0.1:{port}", .. options], Log, marks, cancellation);
        while (!Answers())
        {
            if (!_process.IsAlive || DateTime.UtcNow > started + Patience)
                throw new ToolFailedException($"The server that is to be measured does not answer on port {port}; its last words: {Daemon.LastWords(Log)}");
            await Task.Delay(2, cancellation);
        }
        return DateTime.UtcNow - started;
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        _process?.Terminate();
        if (_process is not null && !await _process.WaitForEndAsync(Patience, cancellation))
            _process.Kill();
        _process = null;
    }

    /// <summary>The request that signs the administrator in.</summary>
    public ApiRequest SignIn() => ApiSession.SignIn($"{Data}/admin-password");

    /// <summary>Signs in for what is to be prepared.</summary>
    public ApiSession Open() => ApiSession.Open(port, SignIn());

    private bool Answers()
    {
        try
        {
            using var connection = KeepAliveConnection.Open(port);
            return connection.Send(ApiRequest.Get("/identity/v3")) is 200;
        }
        catch (Exception notYet) when (notYet is SocketException or IOException)
        {
            return false;
        }
    }
}
