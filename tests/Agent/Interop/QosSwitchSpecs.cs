using Microsoft.Extensions.Logging.Abstractions;
using Naru.Agent.OpenVSwitch.Apply;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Rpc;
using Naru.Switch.Specs;

namespace Naru.Agent.Specs;

/// <summary>The limits of a policy on a real switch: written, repaired, and taken away again.</summary>
public sealed class QosSwitchSpecs
{
    private const string Tap = "tapdddd0001-00";

    [SwitchFact]
    public async Task Limits_come_come_back_and_go()
    {
        await using var openVSwitch = await PrivateSwitch.StartAsync("qos-switch");
        await openVSwitch.AddBridgeAsync("br-int");
        await openVSwitch.VsctlAsync(
            "add-port", "br-int", Tap, "--", "set", "Interface", Tap, "type=internal", $"external_ids:iface-id={Cloud.Vm1}");
        await using var replica = new OvsdbReplica(OvsdbEndpoint.UnixSocket(openVSwitch.DatabaseSocket), ReplicaOptions.Switch);
        var configuration = new AgentConfiguration { DatapathType = "netdev", OpenVSwitchRunDirectory = openVSwitch.Location };
        await using var reconciler = new SwitchReconciler(Cloud.Host, configuration, replica, new WakeUp(), NullLoggerFactory.Instance);

        var limited = View(new NodeQos("policy", new NodeRate(3000, 0), new NodeRate(5000, 400), null, null, null));
        await BecomesAsync(limited, meters: 1, rates: ["5000000"]);
        await openVSwitch.OfctlAsync("del-meters", "br-int");
        await openVSwitch.VsctlAsync("--all", "destroy", "QoS", "--", "clear", "Port", Tap, "qos");
        await BecomesAsync(limited, meters: 1, rates: ["5000000"]);
        var flows = await openVSwitch.OfctlAsync("dump-flows", "br-int", "table=59");
        Assert.Contains("meter:", flows, StringComparison.Ordinal);

        await BecomesAsync(View(new NodeQos("policy", null, new NodeRate(7000, 0), null, null, null)), meters: 0, rates: ["7000000"]);
        await BecomesAsync(View(null), meters: 0, rates: []);
        Assert.Empty(replica.Current.Table<Queue>().Rows);

        async Task BecomesAsync(NodeView view, int meters, string[] rates)
        {
            var (dump, found) = ("", Array.Empty<string>());
            for (var attempt = 0; attempt < 200; attempt++)
            {
                await reconciler.ReconcileAsync(view, [], verify: true, CancellationToken.None);
                dump = await openVSwitch.OfctlAsync("dump-meters", "br-int");
                found = [.. replica.Current.Table<QoS>().Rows.Select(limit => limit.OtherConfig["max-rate"])];
                if (dump.Split("meter=").Length - 1 == meters && found.SequenceEqual(rates))
                    return;
                await Task.Delay(25);
            }
            Assert.Fail($"Wanted {meters} meters and limits [{string.Join(", ", rates)}], found [{string.Join(", ", found)}] and {dump}");
        }
    }

    private static NodeView View(NodeQos? qos) => Cloud.View(null, Cloud.View().Ports.Find(Cloud.Vm1)! with { Qos = qos }); // It is in the view.
}
