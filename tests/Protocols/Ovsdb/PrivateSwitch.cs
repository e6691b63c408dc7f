using System.Diagnostics;

using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Rpc;

namespace Naru.Protocols.Ovsdb.Specs;

/// <summary>A real ovsdb-server of its own, and on request an ovs-vswitchd on dummy devices, in a folder that goes with it.</summary>
public sealed class PrivateSwitch : IDisposable
{
    private const string Schema = "/usr/share/openvswitch/vswitch.ovsschema";

    private readonly string _folder = Directory.CreateTempSubdirectory("ovsdb-specs-").FullName;
    private readonly List<Process> _running = [];
    private Process? _server;

    private PrivateSwitch()
    {
    }

    public OvsdbEndpoint Endpoint => OvsdbEndpoint.UnixSocket($"{_folder}/db.sock");

    private string Database => $"{_folder}/conf.db";

    public static PrivateSwitch Standalone()
    {
        var made = new PrivateSwitch();
        made.Run("ovsdb-tool", "create", made.Database, Schema);
        made.StartServer();
        return made;
    }

    /// <summary>A cluster of one: it remembers its last transactions, which a standalone server does not.</summary>
    public static PrivateSwitch Clustered()
    {
        var made = new PrivateSwitch();
        made.Run("ovsdb-tool", "create-cluster", made.Database, Schema, $"unix:{made._folder}/raft.sock");
        made.StartServer();
        return made;
    }

    public void StartServer()
    {
        _server = Start("ovsdb-server", Database, $"--remote=punix:{_folder}/db.sock", $"--unixctl={_folder}/ovsdb.ctl", "-vconsole:off", "-vsyslog:off");
        _running.Add(_server);
    }

    public void KillServer()
    {
        _server?.Kill();
        _server?.WaitForExit();
    }

    /// <summary>Changes the database while no server has it.</summary>
    public void TransactOffline(string transaction) => Run("ovsdb-tool", "transact", Database, transaction);

    public void StartSwitch() => _running.Add(Start(
        "ovs-vswitchd", $"unix:{_folder}/db.sock", "--enable-dummy=override", "--disable-system", $"--unixctl={_folder}/vswitchd.ctl", "-vconsole:off", "-vsyslog:off"));

    public OvsdbReplica Replica() => new(Endpoint, ReplicaOptions.Switch);

    /// <summary>Runs a command line of ovs-vsctl against this switch.</summary>
    public void Vsctl(string commandLine) =>
        Run("sh", "-c", commandLine.Replace("ovs-vsctl ", $"ovs-vsctl --db={Endpoint} --timeout=20 ", StringComparison.Ordinal));

    public void Dispose()
    {
        foreach (var process in _running)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private void Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var complaint = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {complaint}");
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var variable in new[] { "OVS_RUNDIR", "OVS_LOGDIR", "OVS_DBDIR" })
            start.Environment[variable] = _folder;
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
    }
}
