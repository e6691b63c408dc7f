namespace Naru.Lab.Hosts;

/// <summary>The ovn-controller of a host, and what it is told of its host.</summary>
public static class OvnController
{
    public const string Program = "ovn-controller";

    /// <summary>A time in milliseconds for which it does not write its flows yet.</summary>
    public const string WaitKey = "ovn-ofctrl-wait-before-clear";

    private const string Start = """
        mkdir -p /run/ovn
        ovn-controller unix:/run/openvswitch/db.sock --pidfile=/run/ovn/ovn-controller.pid --detach --no-chdir \
            -vconsole:off --log-file="$HOST_FILES/log/ovn-controller.log" </dev/null >/dev/null 2>&1
        """;

    private static readonly Dictionary<string, string> NoVariables = [];

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
        await shell.ScriptAsync(End, NoVariables, cancellation);
        await controller.EndsAsync(cancellation);
    }

    /// <summary>Tells it what its host is, and starts it unless it runs.</summary>
    public static async Task EnsureAsync(LabShell shell, LabHost host, DatapathType datapath, IReadOnlyList<LabHost> members, CancellationToken cancellation)
    {
        await shell.MustRunAsync(
            ["ovs-vsctl", "--no-wait", "set", "Open_vSwitch", ".", .. Settings(host, datapath, members).Select(setting => $"external_ids:{setting.Key}=\"{setting.Value}\"")], cancellation);
        if (OvnCentral.Find(shell, Program, Program) is null)
            await shell.ScriptAsync(Start, NoVariables, cancellation);
    }

    /// <summary>Forgets all that it was told, when its host is of another mode from then on.</summary>
    public static Task ForgetAsync(LabShell shell, LabHost host, DatapathType datapath, IReadOnlyList<LabHost> members, CancellationToken cancellation) => shell.MustRunAsync(
        ["ovs-vsctl", "--no-wait", "remove", "Open_vSwitch", ".", "external_ids", WaitKey, .. Settings(host, datapath, members).Select(setting => setting.Key)], cancellation);

    // It makes br-int itself, of the datapath that it is told of.
    private static IEnumerable<(string Key, string Value)> Settings(LabHost host, DatapathType datapath, IReadOnlyList<LabHost> members)
    {
        yield return ("ovn-remote", OvnCentral.Remote(members));
        yield return ("ovn-encap-type", "geneve");
        yield return ("ovn-encap-ip", host.UnderlayAddress!);
        yield return ("ovn-bridge-datapath-type", datapath.Name());
        yield return ("ovn-bridge-mappings", $"{AgentConfiguration.PhysicalNetwork}:{OpenVSwitch.ExternalBridge}");
        yield return ("ovn-monitor-all", "true");
        if (host.Role is HostRole.Network)
            yield return ("ovn-cms-options", "enable-chassis-as-gw");
    }
}
