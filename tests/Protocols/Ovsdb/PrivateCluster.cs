using System.Diagnostics;

using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Rpc;

namespace Naru.Protocols.Ovsdb.Specs;

/// <summary>Three real ovsdb-servers that keep one database between them (raft), in a folder that goes with them.</summary>
public sealed class PrivateCluster : IDisposable
{
    private const string Schema = "/usr/share/openvswitch/vswitch.ovsschema";
    private const string Database = "Open_vSwitch";
    private const int Members = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("ovsdb-raft-").FullName;
    private readonly Process?[] _servers = new Process?[Members];

    private PrivateCluster()
    {
    }

    public IReadOnlyList<OvsdbEndpoint> Endpoints => [.. Enumerable.Range(0, Members).Select(member => OvsdbEndpoint.UnixSocket(Socket(member)))];

    public static PrivateCluster Start()
    {
        var cluster = new PrivateCluster();
        cluster.Run("ovsdb-tool", "create-cluster", cluster.File(0), Schema, cluster.Raft(0));
        for (var member = 1; member < Members; member++)
            cluster.Run("ovsdb-tool", "join-cluster", cluster.File(member), Database, cluster.Raft(member), cluster.Raft(0));
        for (var member = 0; member < Members; member++)
            cluster.StartMember(member);
        for (var member = 0; member < Members; member++)
            cluster.Run("ovsdb-client", "wait", $"unix:{cluster.Socket(member)}", Database, "connected");
        return cluster;
    }

    public OvsdbReplica Replica(string? @lock = null) => new(Endpoints, ReplicaOptions.Switch with { LeaderOnly = true, Lock = @lock });

    /// <summary>Which member leads; null: none says so now.</summary>
    public int? Leader() => Enumerable.Range(0, Members).Where(member => _servers[member] is not null)
        .Where(member => Say(member, "cluster/status", Database).Contains("Role: leader", StringComparison.Ordinal)).Cast<int?>().FirstOrDefault();

    public void Kill(int member)
    {
        _servers[member]!.Kill();
        _servers[member]!.WaitForExit();
        _servers[member] = null;
        System.IO.File.Delete(Socket(member));
    }

    public void StartMember(int member)
    {
        _servers[member] = Launch(
            "ovsdb-server", File(member), $"--remote=punix:{Socket(member)}", $"--unixctl={Control(member)}", "-vconsole:off", "-vsyslog:off", "-vfile:off");
        while (!System.IO.File.Exists(Socket(member)) || !System.IO.File.Exists(Control(member)))
            Thread.Yield();
    }

    /// <summary>Another leads from now on; the one that led lives.</summary>
    public void MoveLeadership() => Say(Leader()!.Value, "cluster/failure-test", "transfer-leadership");

    public void Dispose()
    {
        foreach (var server in _servers.OfType<Process>())
        {
            server.Kill();
            server.WaitForExit();
            server.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private string File(int member) => $"{_folder}/{member}.db";

    private string Socket(int member) => $"{_folder}/{member}.sock";

    private string Control(int member) => $"{_folder}/{member}.ctl";

    private string Raft(int member) => $"unix:{_folder}/{member}.raft";

    private string Say(int member, params string[] words) => Run("ovs-appctl", ["-t", Control(member), .. words]);

    private string Run(string program, params string[] arguments)
    {
        using var process = Launch(program, arguments);
        var complaint = process.StandardError.ReadToEndAsync();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {complaint.Result}");
        return answer;
    }

    private Process Launch(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var variable in new[] { "OVS_RUNDIR", "OVS_LOGDIR", "OVS_DBDIR" })
            start.Environment[variable] = _folder;
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
    }
}
