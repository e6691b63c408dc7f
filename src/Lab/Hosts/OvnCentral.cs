namespace Naru.Lab.Hosts;

/// <summary>OVN's databases and ovn-northd, on one host of the cloud or, as a raft cluster, on several.</summary>
/// <remarks>The files are below the lab's directory, which every host sees: the lab's server reaches the databases by their sockets there.</remarks>
public static class OvnCentral
{
    public const string Northd = "ovn-northd";
    public const string NorthboundServer = "ovnnb_db";
    public const string SouthboundServer = "ovnsb_db";

    private const string DatabaseProgram = "ovsdb-server";
    private const string Schema = "/usr/share/ovn/ovn-nb.ovsschema";
    private const int SouthboundPort = 6642;

    // Debian's scripts would start the machine's own; what they start is started here (ovn-ctl(8)).
    private const string StartDatabase = """
        mkdir -p "$OVN" /run/ovn
        if [ ! -e "$OVN/$DB-$MEMBER.db" ]; then
            if [ -z "$FIRST" ]; then ovsdb-tool create "$OVN/$DB-$MEMBER.db" "/usr/share/ovn/ovn-$DB.ovsschema"
            elif [ "$FIRST" = "$ADDRESS" ]; then ovsdb-tool create-cluster "$OVN/$DB-$MEMBER.db" "/usr/share/ovn/ovn-$DB.ovsschema" "tcp:$ADDRESS:$RAFT"
            else ovsdb-tool join-cluster "$OVN/$DB-$MEMBER.db" "$SCHEMA" "tcp:$ADDRESS:$RAFT" "tcp:$FIRST:$RAFT"
            fi
        fi
        rm -f "$OVN/$DB-$MEMBER.sock"
        ovsdb-server "$OVN/$DB-$MEMBER.db" --remote="punix:$OVN/$DB-$MEMBER.sock" --remote="ptcp:$PORT:$ADDRESS" \
            --pidfile="/run/ovn/ovn${DB}_db.pid" --unixctl="/run/ovn/ovn${DB}_db.ctl" --detach --no-chdir \
            -vconsole:off --log-file="$HOST_FILES/log/ovsdb-server-$DB.log" </dev/null >/dev/null 2>&1
        """;

    private const string StartNorthd = """
        ovn-northd --ovnnb-db="$NORTHBOUND" --ovnsb-db="$SOUTHBOUND" --pidfile=/run/ovn/ovn-northd.pid --unixctl=/run/ovn/ovn-northd.ctl \
            --detach --no-chdir -vconsole:off --log-file="$HOST_FILES/log/ovn-northd.log" </dev/null >/dev/null 2>&1
        """;

    public static bool IsInstalled => File.Exists(Schema);

    /// <summary>Starts what does not run on a host, if it is one of those that have the databases.</summary>
    /// <param name="members">The hosts with the databases: one, or those of a cluster.</param>
    public static async Task EnsureAsync(LabDirectory directory, LabShell shell, LabHost host, IReadOnlyList<LabHost> members, CancellationToken cancellation)
    {
        if (!members.Contains(host))
            return;
        foreach (var (db, program, schema, port, raft) in ((string, string, string, int, int)[])
        [
            ("nb", NorthboundServer, "OVN_Northbound", 6641, 6643), ("sb", SouthboundServer, "OVN_Southbound", SouthboundPort, 6644),
        ])
        {
            if (Find(shell, program, DatabaseProgram) is not null)
                continue;
            await shell.ScriptAsync(StartDatabase, new Dictionary<string, string>
            {
                ["OVN"] = directory.Ovn,
                ["DB"] = db,
                ["MEMBER"] = host.Name,
                ["ADDRESS"] = host.UnderlayAddress!,
                ["FIRST"] = members.Count > 1 ? members[0].UnderlayAddress! : "",
                ["SCHEMA"] = schema,
                ["PORT"] = $"{port}",
                ["RAFT"] = $"{raft}",
            }, cancellation);
        }
        if (Find(shell, Northd, Northd) is null)
        {
            await shell.ScriptAsync(StartNorthd, new Dictionary<string, string>
            {
                ["NORTHBOUND"] = Northbound(directory, members),
                ["SOUTHBOUND"] = Sockets(directory, "sb", members),
            }, cancellation);
        }
    }

    /// <summary>Ends what runs on a host. The files stay.</summary>
    public static async Task EndAsync(LabShell shell, CancellationToken cancellation)
    {
        foreach (var (pidFile, program) in ((string, string)[])[(Northd, Northd), (NorthboundServer, DatabaseProgram), (SouthboundServer, DatabaseProgram)])
        {
            if (Find(shell, pidFile, program) is not { } process)
                continue;
            process.Terminate();
            await process.EndsAsync(cancellation);
        }
    }

    /// <summary>Where the lab's server writes networks.</summary>
    public static string Northbound(LabDirectory directory, IReadOnlyList<LabHost> members) => Sockets(directory, "nb", members);

    /// <summary>Where the lab's server sees hosts and ports.</summary>
    public static string Southbound(LabDirectory directory, IReadOnlyList<LabHost> members) => Sockets(directory, "sb", members);

    /// <summary>Where the hosts' ovn-controllers are told what to do: over the underlay, as in a cloud.</summary>
    public static string Remote(IReadOnlyList<LabHost> members) => string.Join(',', members.Select(member => $"tcp:{member.UnderlayAddress}:{SouthboundPort}"));

    /// <summary>A program of OVN on a host, or null when it does not run.</summary>
    public static Processes.ProcessIdentity? Find(LabShell shell, string pidFile, string program) =>
        Processes.ProcessIdentity.TryFromPidFile($"/proc/{shell.Holder.Pid}/root/run/ovn/{pidFile}.pid", program, out var process) ? process : null;

    private static string Sockets(LabDirectory directory, string db, IReadOnlyList<LabHost> members) =>
        string.Join(',', members.Select(member => $"unix:{directory.Ovn}/{db}-{member.Name}.sock"));
}
