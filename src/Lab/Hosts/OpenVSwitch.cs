using Naru.Lab.Processes;

namespace Naru.Lab.Hosts;

/// <summary>The Open vSwitch of one host: its database server and its switch, as a distribution's service would start them.</summary>
public static class OpenVSwitch
{
    public const string DatabaseServer = "ovsdb-server";
    public const string Switch = "ovs-vswitchd";

    public const string ExternalBridge = "br-ex";

    private const string StartDatabase = """
        [ -e /etc/openvswitch/conf.db ] ||
            ovsdb-tool create /etc/openvswitch/conf.db /usr/share/openvswitch/vswitch.ovsschema
        ovsdb-server /etc/openvswitch/conf.db --remote=punix:/run/openvswitch/db.sock \
            --remote=db:Open_vSwitch,Open_vSwitch,manager_options \
            --pidfile --detach --no-chdir -vconsole:off --log-file="$HOST_FILES/log/ovsdb-server.log" </dev/null >/dev/null 2>&1
        ovs-vsctl --no-wait -- init -- set Open_vSwitch . "ovs-version=$(ovs-vswitchd --version | sed -n '1s/.* //p')" \
            "external-ids:hostname=$NARU_LAB_HOST" "external-ids:system-id=$NARU_LAB_HOST" system-type=naru-lab
        """;

    private const string StartSwitch = """
        ovs-vswitchd --pidfile --detach --no-chdir -vconsole:off --log-file="$HOST_FILES/log/ovs-vswitchd.log" \
            </dev/null >/dev/null 2>&1
        """;

    // What a deployer does before the agent comes: br-ex with the provider's card in it.
    private const string AddExternalBridge = """
        ip link set eth1 up
        ovs-vsctl --may-exist add-br br-ex -- set bridge br-ex "datapath_type=$DATAPATH" -- --may-exist add-port br-ex eth1
        """;

    // The switch in userspace looks up the way to a tunnel's other end in the routes of the host, but sends only through its
    // own ports: the address must be on a bridge. The bridge's local port is a tap of the switch, so that address goes with it.
    private const string AddressOnBridge = """
        ip link set eth0 up
        ovs-vsctl --may-exist add-br br-phy -- set bridge br-phy datapath_type=netdev -- --may-exist add-port br-phy eth0
        ip address replace "$ADDRESS" dev br-phy
        ip address replace "$ADDRESS6" dev br-phy nodad
        ip link set br-phy up
        """;

    private const string AddressOnCard = """
        ip address replace "$ADDRESS" dev eth0
        ip address replace "$ADDRESS6" dev eth0 nodad
        ip link set eth0 up
        """;

    /// <summary>Starts what does not run, and makes sure of the bridges and of the underlay address; all of it may be repeated.</summary>
    public static async Task EnsureAsync(LabShell shell, LabHost host, DatapathType datapath, CancellationToken cancellation)
    {
        var databaseRuns = Find(shell, DatabaseServer) is not null;
        var switchRuns = Find(shell, Switch) is not null;
        var steps = new List<string>();
        if (!databaseRuns)
            steps.Add(StartDatabase);
        if (!switchRuns)
            steps.Add(StartSwitch);
        if (host.UnderlayAddress is not null)
        {
            steps.Add(datapath is DatapathType.System ? AddressOnCard : AddressOnBridge);
            steps.Add(AddExternalBridge);
        }
        var variables = new Dictionary<string, string>
        {
            ["DATAPATH"] = datapath.Name(),
            ["ADDRESS"] = $"{host.UnderlayAddress}/24",
            ["ADDRESS6"] = $"{host.UnderlayAddress6}/64",
        };
        await shell.ScriptAsync(string.Join('\n', steps), variables, cancellation);
    }

    /// <summary>One of the two programs on a host, or null when it does not run.</summary>
    public static ProcessIdentity? Find(LabShell shell, string program) =>
        ProcessIdentity.TryFromPidFile($"/proc/{shell.Holder.Pid}/root/run/openvswitch/{program}.pid", program, out var process)
            ? process
            : null;
}
