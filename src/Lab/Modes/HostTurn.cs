using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Processes;
using Naru.Primitives;

namespace Naru.Lab.Modes;

/// <summary>Gives one host to another engine while its instances run: Open vSwitch's agent, or OVN.</summary>
/// <remarks>
/// The flows of the one stay until those of the other are known. All of it may be repeated, also on a host that was turned half way. The agent of the host does not run
/// when it begins, and does when it is finished.
/// </remarks>
/// <param name="ports">The ids of the ports that are to be ACTIVE when the host is finished.</param>
/// <param name="note">Told of the host with the agent that it has from then on.</param>
internal sealed class HostTurn(LabDirectory directory, LabState state, HostState host, CloudClient cloud, IReadOnlySet<string> ports, Action<HostState> note)
{
    // ovn-controller speaks OpenFlow 1.5 only, and our agent has said which versions there are. It does not clear others' flows before it is let.
    private const string OpenForOvn = $"ovs-vsctl --no-wait -- --if-exists clear Bridge br-int protocols -- set Open_vSwitch . external_ids:{OvnController.WaitKey}=600000";

    // Where flows of both engines match a packet, ovs-vswitchd changes one of the datapath's entries for it and takes the other for changed, which
    // then passes packets to the former engine for as long as some come. And the bridges have learned the former's devices.
    private const string Relearn = """
        for bridge in br-int br-ex; do ovs-appctl fdb/flush "$bridge" >/dev/null; done
        ovs-appctl revalidator/purge
        """;

    private const string LetOvnWrite = $"""
        {ForgetConnectionsOfOvn}
        ovs-vsctl --no-wait remove Open_vSwitch . external_ids {OvnController.WaitKey}
        """;

    // Prints the interfaces of instances that ovn-controller has not wired yet.
    private const string NotInstalled = """
        plugged=$(ovs-vsctl --bare --columns=name find Interface 'external_ids:vm-uuid!=""' | grep . || true)
        installed=$(ovs-vsctl --bare --columns=name find Interface external_ids:ovn-installed=true | grep . || true)
        for name in $plugged; do
            printf '%s\n' "$installed" | grep -qxF "$name" || echo "$name"
        done
        """;

    // What the agent made goes; what is an instance's carries the mark of both from now on.
    private const string ClearAgent = """
        kept=' '
        for name in $(ovs-vsctl --bare --columns=name find Interface 'external_ids:vm-uuid!=""' | grep . || true); do
            kept="$kept$name "
            id=$(ovs-vsctl get Interface "$name" external_ids:iface-id | tr -d '"')
            ovs-vsctl --if-exists clear Port "$name" tag qos other_config -- set Port "$name" "external_ids:naru-service=$id"
        done
        for name in $(ovs-vsctl --bare --columns=name find Port external_ids:naru=agent | grep . || true); do
            case $kept in *" $name "*) ;; *) ovs-vsctl --if-exists del-port "$name" ;; esac
        done
        ovs-vsctl --if-exists del-br br-tun
        for space in $(ip netns list | sed -n 's/^\(q\(router\|dhcp\)-[^ ]*\|\(snat\|fip\)-[^ ]*\).*/\1/p'); do ip netns delete "$space"; done
        for family in bridge inet; do nft delete table "$family" naru-firewall 2>/dev/null || true; done
        echo priority=0,actions=NORMAL | ovs-ofctl --bundle replace-flows br-ex -
        ovs-vsctl clear Bridge br-ex fail_mode
        """;

    // Its flows and tunnels stay until the agent's are there; the metadata's devices have ports that are DHCP's from now on.
    private const string LeaveOvn = """
        for name in $(ovs-vsctl --bare --columns=name find Port 'external_ids:naru-service!=""' | grep . || true); do
            id=$(ovs-vsctl get Port "$name" external_ids:naru-service | tr -d '"')
            case $id in
            "${name#???}"*) ovs-vsctl set Port "$name" external_ids:naru=agent ;;
            *) ovs-vsctl --if-exists del-port "$name" ;;
            esac
        done
        for space in $(ip netns list | sed -n 's/^\(ovnmeta-[^ ]*\).*/\1/p'); do ip netns delete "$space"; done
        """;

    // Connections that OVN has translated and that expire while the host is the other engine's: ovs-vswitchd 3.1 with its datapath in userspace can end itself
    // (conn_update_state: conn_type) when one of them goes on before it has swept them.
    private const string ForgetConnectionsOfOvn = """
        for zone in $(ovs-vsctl get Bridge br-int external_ids | grep -o 'ct-zone-[^,}]*' | sed 's/.*="*\([0-9]*\)"*$/\1/'); do
            ovs-appctl dpctl/flush-conntrack "zone=$zone"
        done
        """;

    // OVN's cookies are the first halves of the ids of its flows, 32 bits of 64.
    private const string DropOvnFlows = $"""
        ovs-ofctl del-flows br-int cookie=0/0xffffffff00000000
        {ForgetConnectionsOfOvn}
        {Relearn}
        """;

    // OVN has told neighbours other MAC addresses of floating IPs, and an agent that finds a router as it shall be tells them nothing.
    private const string ClearOvn = """
        for name in $(ovs-vsctl list-ports br-int) $(ovs-vsctl list-ports br-ex); do
            case $name in ovn-*|patch-*provnet-*) ovs-vsctl --if-exists del-port "$name" ;; esac
        done
        for name in $(ovs-vsctl --bare --columns=name find Port 'external_ids:naru-service!=""' | grep . || true); do
            ovs-vsctl --if-exists remove Port "$name" external_ids naru-service
        done
        ip netns list | sed -n 's/^\(qrouter-[^ ]*\).*/\1/p' | while read -r space; do
            ip netns exec "$space" ip -4 -o address show | sed -n 's/^[0-9]*: \(qg-[^ ]*\) *inet \([0-9.]*\).*/\1 \2/p' |
                while read -r device address; do ip netns exec "$space" busybox arping -q -U -c 1 -w 1 -I "$device" "$address" </dev/null || true; done
        done
        """;

    // What one that dies still takes to give its memory back, or to write it down.
    private static readonly TimeSpan DyingTime = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, string> NoVariables = [];

    private readonly LabShell _shell = HostNamespaces.Shell(directory, host.Host.Name, host.Holder!);

    /// <summary>Starts the other engine beside the one that switches the packets, and waits until it knows what it will do.</summary>
    /// <remarks>Where the switch itself has died, taking the host back begins with another.</remarks>
    public async Task<Result<Done>> PrepareAsync(CancellationToken cancellation)
    {
        await OpenVSwitch.EnsureAsync(_shell, host.Host, state.Datapath, cancellation);
        if (state.Mode is LabMode.Ovn)
        {
            await _shell.ScriptAsync(OpenForOvn, NoVariables, cancellation);
            await OvnController.EnsureAsync(_shell, host.Host, state.Datapath, state.OvnMembers, cancellation);
            var connected = await Waiting.UntilAsync(
                async () => await OvnController.IsConnectedAsync(_shell, cancellation) ? "" : null,
                $"ovn-controller of '{host.Host.Name}' has not reached the southbound database in {Waiting.Limit}.", cancellation);
            return connected.Map(_ => default(Done));
        }
        await OvnController.EndAsync(_shell, cancellation);
        await _shell.ScriptAsync(LeaveOvn, NoVariables, cancellation);
        return await StartAgentAsync(cancellation);
    }

    /// <summary>From here on the other engine switches the packets of the host.</summary>
    public async Task<Result<Done>> TurnAsync(CancellationToken cancellation)
    {
        try
        {
            return await ExchangeAsync(cancellation);
        }
        catch (ToolFailedException)
        {
            if (OpenVSwitch.Find(_shell, OpenVSwitch.Switch) is { } running && !await running.WaitForEndAsync(DyingTime, cancellation))
                throw;
            // The switch has died under the exchange. Another one is given its flows by the engine that the host is for.
            await OpenVSwitch.EnsureAsync(_shell, host.Host, state.Datapath, cancellation);
            return await ExchangeAsync(cancellation);
        }
    }

    /// <summary>Takes away what the former engine left, which no packet passes any more.</summary>
    public async Task<Result<Done>> FinishAsync(CancellationToken cancellation)
    {
        await _shell.ScriptAsync(state.Mode is LabMode.Ovn ? ClearAgent : ClearOvn, NoVariables, cancellation);
        if (state.Mode is not LabMode.Ovn)
            await OvnController.ForgetAsync(_shell, host.Host, state.Datapath, state.OvnMembers, cancellation);
        return await StartAgentAsync(cancellation);
    }

    private async Task<Result<Done>> ExchangeAsync(CancellationToken cancellation)
    {
        if (state.Mode is not LabMode.Ovn)
        {
            await _shell.ScriptAsync(DropOvnFlows, NoVariables, cancellation);
            return Done.Ok;
        }
        await _shell.ScriptAsync(LetOvnWrite, NoVariables, cancellation);
        var left = "";
        var wired = await Waiting.UntilAsync(
            async () => (left = (await _shell.ScriptAsync(NotInstalled, NoVariables, cancellation)).Trim()).Length == 0 ? left : null, "", cancellation);
        if (!wired.Succeeded)
            return wired.Error with { Message = $"ovn-controller of '{host.Host.Name}' has not wired {left.ReplaceLineEndings(", ")} in {Waiting.Limit}." };
        await _shell.ScriptAsync(Relearn, NoVariables, cancellation);
        return Done.Ok;
    }

    private async Task<Result<Done>> StartAgentAsync(CancellationToken cancellation)
    {
        // Not given up half way: what runs has to be known, to be taken back.
        note(host with { Agent = await HostAgent.EnsureAsync(directory, state, host, CancellationToken.None) });
        return await CloudReadiness.WaitForHostAsync(cloud, host.Host.Name, ports, cancellation);
    }
}
