namespace Naru.Lab.Hosts;

/// <summary>The ovn-controller of a host, and what it is told of its host.</summary>
public static class OvnController
{
    public const string Program = "ovn-controller";

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);

    // ovn-controller makes br-int itself, of the datapath that it is told of.
    private const string Configure = """
        mkdir -p /run/ovn
        ovs-vsctl --no-wait set Open_vSwitch . "external_ids:ovn-remote=\"$REMOTE\"" external_ids:ovn-encap-type=geneve \
            "external_ids:ovn-encap-ip=$ADDRESS" "external_ids:ovn-bridge-datapath-type=$DATAPATH" \
            "external_ids:ovn-bridge-mappings=$MAPPINGS" external_ids:ovn-monitor-all=true \
            ${OPTIONS:+"external_ids:ovn-cms-options=$OPTIONS"}
        """;

    private const string Start = """
        ovn-controller unix:/run/openvswitch/db.sock --pidfile=/run/ovn/ovn-controller.pid --detach --no-chdir \
            -vconsole:off --log-file="$HOST_FILES/log/ovn-controller.log" </dev/null >/dev/null 2>&1
        """;

    // With --restart its flows and tunnels stay, and its host is still told of in the southbound database.
    private const string End = "ovn-appctl -t ovn-controller exit --restart";

    /// <summary>Whether it has read the southbound database.</summary>
    public static async Task<bool> IsConnectedAsync(LabShell shell, CancellationToken cancellation) =>
        (await shell.RunAsync(["ovn-appctl", "-t", Program, "connection-status"], cancellation)).Output.Trim() == "connected";

    /// <summary>Ends it if it runs. What it wrote into the switch stays.</summary>
    public static async Task EndAsync(LabShell shell, CancellationToken cancellation)
    {
        if (OvnCentral.Find(shell, Program, Program) is not { } controller)
            return;
        await shell.ScriptAsync(End, new Dictionary<string, string>(), cancellation);
        if (!await controller.WaitForEndAsync(EndPatience, cancellation))
            controller.Kill();
    }

    /// <summary>Tells it what its host is, and starts it unless it runs.</summary>
    public static async Task EnsureAsync(LabShell shell, LabHost host, DatapathType datapath, IReadOnlyList<LabHost> members, CancellationToken cancellation)
    {
        var runs = OvnCentral.Find(shell, Program, Program) is not null;
        await shell.ScriptAsync(runs ? Configure : $"{Configure}\n{Start}", new Dictionary<string, string>
        {
            ["REMOTE"] = OvnCentral.Remote(members),
            ["ADDRESS"] = host.UnderlayAddress!,
            ["DATAPATH"] = datapath.Name(),
            ["MAPPINGS"] = $"{AgentConfiguration.PhysicalNetwork}:{OpenVSwitch.ExternalBridge}",
            ["OPTIONS"] = host.Role is HostRole.Network ? "enable-chassis-as-gw" : "",
        }, cancellation);
    }
}
