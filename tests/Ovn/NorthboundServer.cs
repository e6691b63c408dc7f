using System.Diagnostics;
using Naru.Protocols.Ovsdb.Rpc;

namespace Naru.Ovn.Specs;

/// <summary>A real ovsdb-server with OVN's northbound schema, in a folder that goes with it.</summary>
internal sealed class NorthboundServer : IDisposable
{
    private const string Schema = "/usr/share/ovn/ovn-nb.ovsschema";

    private readonly string _folder = Directory.CreateTempSubdirectory("ovn-specs-").FullName;
    private Process? _server;

    private NorthboundServer()
    {
    }

    public static bool IsInstalled => File.Exists(Schema);

    public OvsdbEndpoint Endpoint => OvsdbEndpoint.UnixSocket($"{_folder}/nb.sock");

    public static NorthboundServer Start()
    {
        var server = new NorthboundServer();
        server.Run("ovsdb-tool", "create", $"{server._folder}/nb.db", Schema);
        server.StartServer();
        server.Run("ovn-nbctl", $"--db={server.Endpoint}", "--no-leader-only", "init");
        return server;
    }

    public void StartServer()
    {
        _server = Process.Start(new ProcessStartInfo(
            "ovsdb-server", [$"{_folder}/nb.db", $"--remote=punix:{_folder}/nb.sock", $"--unixctl={_folder}/nb.ctl", "-vconsole:off", "-vsyslog:off", "-vfile:off"])
        {
            Environment = { ["OVS_RUNDIR"] = _folder, ["OVS_LOGDIR"] = _folder },
        })!;
        while (!File.Exists($"{_folder}/nb.sock"))
            Thread.Yield();
    }

    public void Kill()
    {
        _server!.Kill();
        _server.WaitForExit();
        File.Delete($"{_folder}/nb.sock");
    }

    /// <summary>What ovn-nbctl says.</summary>
    public string Nbctl(params string[] words) => Run("ovn-nbctl", [$"--db={Endpoint}", "--no-leader-only", .. words]).Trim();

    public void Dispose()
    {
        Kill();
        Directory.Delete(_folder, recursive: true);
    }

    private string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["OVN_RUNDIR"] = start.Environment["OVS_RUNDIR"] = _folder;
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {complaint.Result}");
        return answer;
    }
}
