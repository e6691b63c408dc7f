using Microsoft.Extensions.Logging.Abstractions;
using Naru.Agent.Dhcp;
using Naru.Agent.Metadata;
using Naru.Agent.Namespaces;
using Naru.Agent.OpenVSwitch.Apply;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Rpc;
using Naru.Switch.Specs;

namespace Naru.Agent.Specs;

/// <summary>A service's device on a real userspace switch.</summary>
[Collection("sv-host")]
public sealed class SwitchHostSpecs
{
    private const string Machine = "sv-vm1";
    private const string Tap = "tapdddd0001-00";
    private const string DhcpSpace = "qdhcp-" + Cloud.Internal;

    [SwitchFact]
    public async Task A_namespace_that_was_deleted_by_hand_is_on_the_switch_again()
    {
        await using var openVSwitch = await PrivateSwitch.StartAsync("sv-switch");
        var pid = int.Parse(File.ReadAllText(Path.Combine(openVSwitch.Location, "ovs-vswitchd.pid")));
        using var home = NetworkNamespace.OfProcess(pid).Unwrap();
        await openVSwitch.AddBridgeAsync("br-int");
        await using var replica = new OvsdbReplica(OvsdbEndpoint.UnixSocket(openVSwitch.DatabaseSocket), ReplicaOptions.Switch);
        var configuration = new AgentConfiguration { DatapathType = "netdev", OpenVSwitchRunDirectory = openVSwitch.Location };
        await using var reconciler = new SwitchReconciler(Cloud.Host, configuration, replica, new WakeUp(), NullLoggerFactory.Instance);
        await using var metadata = new MetadataService("openstacklocal", "nova", nova: null, facts: null, NullLoggerFactory.Instance);
        await using var dhcp = new DhcpService(
            home, Cloud.Host, new CableStyle(FinishChecksums: true), "openstacklocal", metadata.Listeners, NullLogger<DhcpService>.Instance);
        try
        {
            PlugMachine(pid);
            await openVSwitch.VsctlAsync("add-port", "br-int", Tap, "--", "set", "Interface", Tap, $"external_ids:iface-id={Cloud.Vm1}");
            var vm1 = Cloud.View().Ports.Find(Cloud.Vm1)!; // It is in the view.
            var view = Cloud.View(null, vm1 with { PortSecurityEnabled = false });

            Assert.True(await GetsLeaseAsync(view));
            ServiceHost.Run("ip", "netns", "delete", DhcpSpace);
            Assert.True(await GetsLeaseAsync(view));
        }
        finally
        {
            NetworkNamespace.Delete(Machine);
            NetworkNamespace.Delete(DhcpSpace);
        }

        async Task<bool> GetsLeaseAsync(NodeView view)
        {
            for (var attempt = 0; attempt < 20; attempt++)
            {
                var ports = dhcp.Plug(view);
                await reconciler.ReconcileAsync(view, ports, verify: true, CancellationToken.None);
                await dhcp.ConfigureAsync(view, CancellationToken.None);
                if (ServiceHost.Succeeds("ip", "netns", "exec", Machine, "busybox", "udhcpc", "-i", "eth0", "-s", "/bin/true", "-n", "-q", "-f", "-t", "2", "-T", "1"))
                    return true;
            }
            return false;
        }
    }

    private static void PlugMachine(int pid)
    {
        NetworkNamespace.Delete(Machine);
        NetworkNamespace.Create(Machine).Unwrap().Dispose();
        InSwitch("link", "add", Tap, "type", "veth", "peer", "name", "eth0", "address", "fa:16:3e:00:00:05", "netns", Machine);
        InSwitch("link", "set", Tap, "up");
        ServiceHost.Run("ip", "-n", Machine, "link", "set", "eth0", "up");
        ServiceHost.Exec(Machine, "ethtool", "-K", "eth0", "tx", "off");

        // The machine is named, and so found from in there as well.
        void InSwitch(params string[] arguments) => ServiceHost.Run("nsenter", ["-t", $"{pid}", "-n", "ip", .. arguments]);
    }
}
