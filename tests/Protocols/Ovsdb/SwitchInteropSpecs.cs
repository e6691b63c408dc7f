using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Values;
using Naru.Protocols.Ovsdb.VirtualSwitch;

namespace Naru.Protocols.Ovsdb.Specs;

/// <summary>Desired switches against a real ovsdb-server, and where it matters a real ovs-vswitchd.</summary>
public sealed class SwitchInteropSpecs
{
    private static readonly DesiredSwitch Nothing = new(new Ownership("naru", "agent"));

    private static readonly DesiredSwitch Typical = Nothing with
    {
        Bridges =
        [
            new DesiredBridge("br-int")
            {
                Protocols = ["OpenFlow13", "OpenFlow15"],
                OtherConfig = TextMap.Of(("disable-in-band", "true"), ("mac-table-size", "50000")),
            },
            new DesiredBridge("br-tun") { Controllers = ["ptcp:6633:127.0.0.1"] },
        ],
        Ports =
        [
            new DesiredPort("br-int", "tap1") { Type = "internal", Tag = 5, MtuRequest = 1450, ExternalIds = TextMap.Of(("iface-id", "p 1")) },
            new DesiredPort("br-int", "patch-tun") { Type = "patch", Options = TextMap.Of(("peer", "patch-int")) },
            new DesiredPort("br-tun", "patch-int") { Type = "patch", Options = TextMap.Of(("peer", "patch-tun")), OfportRequest = 7 },
            new DesiredPort("br-tun", "vxlan-1") { Type = "vxlan", Options = TextMap.Of(("remote_ip", "192.0.2.1"), ("key", "flow")) },
        ],
    };

    private static readonly Gen<DesiredPort> AnyPort = Gen.Select(
        Gen.Int[0, 1], Gen.Int[0, 4], Gen.OneOfConst("", "internal", "vxlan"), Gen.Long[0, 3], Gen.Long[0, 2].Array[0, 2], Gens.SmallMap,
        (bridge, name, type, tag, trunks, map) => new DesiredPort($"br{bridge}", $"tap{name}")
        {
            Type = type,
            Tag = tag == 0 ? null : tag,
            Trunks = [.. trunks.Distinct().Order()],
            Options = Text(map),
            OtherConfig = Text(map),
        });

    private static readonly Gen<DesiredSwitch> AnySwitch = Gen.Select(
        AnyPort.Array[0, 4], Gen.Bool, Gen.OneOfConst("secure", "standalone"), Gens.SmallMap,
        (ports, second, failMode, map) => Nothing with
        {
            Bridges = [.. (second ? new[] { "br0", "br1" } : ["br0"]).Select(
                name => new DesiredBridge(name) { FailMode = failMode, OtherConfig = Text(map), Controllers = second ? ["ptcp:1"] : [] })],
            Ports = [.. ports.DistinctBy(port => port.Name)],
        });

    private readonly CancellationToken _patience = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task From_any_state_to_any_other_is_one_transaction_and_then_nothing()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        await AnySwitch.SampleAsync(
            async desired =>
            {
                await Apply(replica, desired);
                Assert.Equal([], SwitchDelta.Between(desired, replica.Current).Changes);
                Assert.Equal(Expected(desired), Names(replica.Current));
            },
            iter: 200, threads: 1);
        await Apply(replica, Nothing);
        Assert.Equal((0, 0, 0), (Count<Bridge>(replica), Count<Port>(replica), Count<Interface>(replica)));
    }

    [Fact]
    public async Task The_text_of_a_transaction_does_the_same_when_ovs_vsctl_runs_it()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        var retagged = Typical with
        {
            Bridges = [Typical.Bridges[0] with { Protocols = [], OtherConfig = TextMap.Of(("mac-table-size", "7")) }],
            Ports = [Typical.Ports[0] with { Tag = null, Trunks = [1, 2], Options = TextMap.Of(("a", "{b=\"c\"}, d")) }],
        };
        foreach (var desired in new[] { Typical, retagged, Nothing })
        {
            ovs.Vsctl(SwitchDelta.Between(desired, replica.Current).ToString());
            await replica.WaitUntilAsync(snapshot => SwitchDelta.Between(desired, snapshot).IsEmpty, _patience);
        }
    }

    [Fact]
    public async Task What_others_made_is_left_alone_and_wired_where_asked()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        await Apply(replica, Typical);
        ovs.Vsctl("ovs-vsctl --no-wait add-port br-int theirs -- set Port tap1 other_config:mine=1 -- add-br br-theirs");
        await replica.WaitUntilAsync(snapshot => snapshot.Table<Port>().Named("br-theirs") is not null, _patience);
        Assert.True(SwitchDelta.Between(Typical, replica.Current).IsEmpty);

        var wired = Typical with { Wirings = [new DesiredWiring("theirs") { Tag = 9 }, new DesiredWiring("not there") { Tag = 1 }] };
        var delta = await Apply(replica, wired);
        Assert.Equal("modify port theirs: tag unset → 9", Assert.Single(delta.Changes).ToString());

        await Apply(replica, Nothing with { AbsentBridges = ["br-theirs"] });
        Assert.Equal(0, Count<Bridge>(replica));
    }

    [Fact]
    public async Task Limits_of_ports_are_rows_that_go_with_them()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        await Apply(replica, Typical);
        ovs.Vsctl("ovs-vsctl --no-wait add-port br-int theirs -- --id=@theirs create QoS type=linux-htb -- set Port patch-tun qos=@theirs");
        await replica.WaitUntilAsync(snapshot => snapshot.Table<QoS>().Count == 1, _patience);
        foreach (var limits in (DesiredLimit?[])[new(1_000_000), new(1_000_000, 50_000), new(2_000_000), null, new(3_000_000)])
        {
            var desired = Typical with
            {
                Ports = [Typical.Ports[0] with { Limit = limits }, .. Typical.Ports.Items.Skip(1)],
                Wirings = [new DesiredWiring("theirs") { Limit = limits }, new DesiredWiring("not there") { Limit = limits }],
            };
            await Apply(replica, desired);
            Assert.Equal([], SwitchDelta.Between(desired, replica.Current).Changes);
            // The one that somebody else made is still there.
            Assert.Equal(limits is null ? (1, 0) : (3, 2), (Count<QoS>(replica), Count<Queue>(replica)));
        }
        await Apply(replica, Nothing);
        Assert.Equal((1, 0), (Count<QoS>(replica), Count<Queue>(replica)));
    }

    [Fact]
    public async Task A_bridge_of_the_operator_is_configured_but_stays_when_it_is_no_longer_named()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        ovs.Vsctl("ovs-vsctl --no-wait add-br br-ex");
        await replica.WaitUntilAsync(snapshot => snapshot.Table<Bridge>().Named("br-ex") is not null, _patience);
        var adopted = Nothing with { Bridges = [new DesiredBridge("br-ex") { IsAdopted = true }] };
        var delta = await Apply(replica, adopted);
        Assert.Equal("modify bridge br-ex: fail_mode unset → secure", Assert.Single(delta.Changes).ToString());

        Assert.True(SwitchDelta.Between(Nothing, replica.Current).IsEmpty);
    }

    [Fact]
    public async Task Repairs_say_what_was_wrong()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        await Apply(replica, Typical);
        ovs.Vsctl("ovs-vsctl --no-wait del-port tap1 -- set Bridge br-int fail_mode=standalone -- remove Bridge br-int other_config disable-in-band");
        await replica.WaitUntilAsync(snapshot => snapshot.Table<Port>().Named("tap1") is null, _patience);
        var delta = await Apply(replica, Typical);
        Assert.Equal(
            [
                "modify bridge br-int: fail_mode standalone → secure",
                "modify bridge br-int: other_config insert {disable-in-band=true}",
                "add port tap1 on br-int",
            ],
            delta.Changes.Select(change => change.ToString()));
        Assert.Equal(
            "ovs-vsctl --no-wait -- set Bridge br-int fail_mode=secure -- add Bridge br-int other_config disable-in-band=true"
            + " -- --id=@interface1 create Interface 'external_ids={iface-id=\"p 1\"}' mtu_request=1450 name=tap1 type=internal"
            + " -- --id=@port2 create Port 'external_ids={naru=agent}' interfaces=@interface1 name=tap1 tag=5"
            + " -- add Bridge br-int ports @port2",
            delta.ToString());
    }

    [Fact]
    public async Task A_thousand_ports_are_one_transaction()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        var desired = Nothing with
        {
            Bridges = [new DesiredBridge("br-int")],
            Ports = [.. Enumerable.Range(0, 1000).Select(number => new DesiredPort("br-int", $"tap{number}") { Tag = number % 4000 })],
        };
        Assert.Equal(1001, (await Apply(replica, desired)).Changes.Count);
        Assert.Equal(1001, Count<Port>(replica));
        Assert.True(SwitchDelta.Between(desired, replica.Current).IsEmpty);
    }

    [Fact]
    public async Task The_switch_acts_on_what_is_written_and_numbers_its_ports()
    {
        using var ovs = PrivateSwitch.Standalone();
        ovs.StartSwitch();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        (await replica.ApplyAndWaitAsync(SwitchDelta.Between(Typical, replica.Current), _patience)).Unwrap();
        var numbers = (await replica.PortNumbersAsync(["tap1", "patch-tun", "patch-int", "br-int"], _patience)).Unwrap();
        Assert.Equal((7, 65534), (numbers["patch-int"], numbers["br-int"]));
        Assert.True(numbers["tap1"] > 0);

        var broken = Typical with { Ports = [.. Typical.Ports, new DesiredPort("br-int", "odd") { Type = "no-such-type" }] };
        (await replica.ApplyAndWaitAsync(SwitchDelta.Between(broken, replica.Current), _patience)).Unwrap();
        var refusal = (await replica.PortNumbersAsync(["odd"], _patience)).Error;
        Assert.Contains("'odd'", refusal?.Message, StringComparison.Ordinal);
    }

    private async Task<SwitchDelta> Apply(OvsdbReplica replica, DesiredSwitch desired)
    {
        var delta = SwitchDelta.Between(desired, replica.Current);
        (await replica.ApplyAsync(delta, _patience)).Unwrap();
        return delta;
    }

    private static int Count<T>(OvsdbReplica replica)
        where T : class, Models.IOvsdbRow<T> => replica.Current.Table<T>().Count;

    private static string Expected(DesiredSwitch desired) => string.Join('\n', desired.Bridges
        .Select(bridge => bridge.Name).OrderBy(name => name, StringComparer.Ordinal)
        .Select(bridge => $"{bridge}: {string.Join(' ', desired.Ports.Where(port => port.Bridge == bridge).Select(port => port.Name).Append(bridge).Order(StringComparer.Ordinal))}"));

    private static string Names(ReplicaSnapshot snapshot) => string.Join('\n', snapshot.Table<Bridge>().Rows
        .OrderBy(bridge => bridge.Name, StringComparer.Ordinal)
        .Select(bridge => $"{bridge.Name}: {string.Join(' ', snapshot.Table<Port>().Find(bridge.Ports).Select(port => port.Name).Order(StringComparer.Ordinal))}"));

    private static EquatableMap<string, string> Text(OvsdbValue map) => Bridge.Columns.OtherConfig.Read(OvsdbRow.Of(("other_config", map)));
}
