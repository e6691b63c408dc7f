using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Monitoring;
using Naru.Protocols.Ovsdb.Rpc;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Specs;

/// <summary>Against a real ovsdb-server.</summary>
public sealed class ReplicaInteropSpecs
{
    private readonly CancellationToken _patience = new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Fact]
    public async Task After_a_transaction_the_replica_holds_its_change()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        var root = (await replica.TransactAsync([new Insert("Open_vSwitch", OvsdbRow.Empty)], _patience)).Unwrap()[0].Uuid;
        for (var number = 0; number < 300; number++)
        {
            var change = new Update("Open_vSwitch", [], OvsdbRow.Of(OpenVSwitch.Columns.ExternalIds.To(TextMap.Of(("n", $"{number}")))));
            Assert.Equal(1, (await replica.TransactAsync([change], _patience)).Unwrap()[0].Count);
            var row = Assert.Single(replica.Current.Table<OpenVSwitch>().Rows);
            Assert.Equal((root, $"{number}"), (row.Uuid, row.ExternalIds["n"]));
        }
    }

    [Fact]
    public async Task A_typed_row_comes_back_as_it_was_inserted()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        var device = new Interface { Name = "tap1", Type = "internal", MtuRequest = 1450, Options = TextMap.Of(("a", "b c"), ("d", "\"왜\"")) };
        var results = await replica.TransactAsync(
            [
                new Insert("Interface", device.ToRow(), "i"),
                new Insert("Port", OvsdbRow.Of(Port.Columns.Name.To("tap1"), ("interfaces", Atom.NamedUuid("i"))), "p"),
                new Insert("Bridge", OvsdbRow.Of(Bridge.Columns.Name.To("br1"), ("ports", Atom.NamedUuid("p"))), "b"),
                new Insert("Open_vSwitch", OvsdbRow.Of(("bridges", Atom.NamedUuid("b")))),
            ],
            _patience);
        var row = replica.Current.Table<Interface>().Named("tap1");
        Assert.Equal(device with { Uuid = results.Unwrap()[0].Uuid ?? default }, row);
    }

    [Fact]
    public async Task Refusals_carry_the_databases_own_names()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        Assert.Equal(OvsdbErrors.ConstraintViolation, await Refusal(new Insert("Open_vSwitch", OvsdbRow.Empty), new Insert("Open_vSwitch", OvsdbRow.Empty)));
        Assert.Equal(OvsdbErrors.ReferentialIntegrityViolation, await Refusal(
            new Insert("Open_vSwitch", OvsdbRow.Of(OpenVSwitch.Columns.Bridges.To([Guid.NewGuid()])))));
        Assert.Equal(OvsdbErrors.Aborted, await Refusal(new Abort()));
        Assert.Equal(OvsdbErrors.NotOwner, await Refusal(new AssertLock("l")));
        Assert.Equal(OvsdbErrors.TimedOut, await Refusal(
            new Wait("Open_vSwitch", [], ["next_cfg"], Until: true, [OvsdbRow.Of(("next_cfg", 5))], TimeSpan.Zero)));
        Assert.Equal("syntax error", await Refusal(new Update("Open_vSwitch", [], OvsdbRow.Of(("next_cfg", "x")))));

        async Task<string?> Refusal(params Operation[] operations) => (await replica.TransactAsync(operations, _patience)).Error?.Type;
    }

    [Fact]
    public async Task A_replica_outlives_its_server_and_sees_what_happened_meanwhile()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        await replica.TransactAsync([new Insert("Open_vSwitch", OvsdbRow.Empty)], _patience);
        ovs.KillServer();
        var away = await replica.WaitUntilAsync(snapshot => !snapshot.IsConnected, _patience);
        Assert.Equal((true, 1, OvsdbErrors.Disconnected), (away.IsLoaded, away.Table<OpenVSwitch>().Count, away.Problem?.Type));
        Assert.Equal(ErrorKind.Unavailable, (await replica.TransactAsync([new Abort()], _patience)).Error?.Kind);

        ovs.TransactOffline("""["Open_vSwitch",{"op":"update","table":"Open_vSwitch","where":[],"row":{"next_cfg":7}}]""");
        ovs.StartServer();
        var back = await replica.ReadyAsync(_patience);
        var change = Assert.Single(back.Table<OpenVSwitch>().ChangesSince(away.Table<OpenVSwitch>()));
        Assert.Equal((0, 7), (change.Old?.NextCfg, change.New?.NextCfg));
    }

    [Fact]
    public async Task A_monitor_resumes_with_what_it_missed()
    {
        using var ovs = PrivateSwitch.Clustered();
        await using var replica = ovs.Replica();
        await replica.ReadyAsync(_patience);
        // The server remembers no more changes than its database has values, so there must be some.
        await replica.TransactAsync([.. Enumerable.Range(0, 100).Select(_ => new Insert("Queue", OvsdbRow.Of(Queue.Columns.Dscp.To(1))))], _patience);
        await replica.TransactAsync([new Insert("Open_vSwitch", OvsdbRow.Empty)], _patience);
        await replica.TransactAsync([new Update("Open_vSwitch", [], OvsdbRow.Of(("next_cfg", 2)))], _patience);
        var first = await Follow(lastTransaction: null);
        Assert.True(first.IsWhole);

        await replica.TransactAsync([new Update("Open_vSwitch", [], OvsdbRow.Of(("next_cfg", 3)))], _patience);
        var missed = await Follow(first.LastTransaction);
        Assert.False(missed.IsWhole);
        Assert.Equal(RowUpdateKind.Modify, Assert.Single(missed.Updates.ByTable["Open_vSwitch"]).Kind);

        async Task<MonitorUpdate> Follow(string? lastTransaction)
        {
            await using var connection = (await OvsdbConnection.ConnectAsync(ovs.Endpoint, RpcOptions.Default, _patience)).Unwrap();
            var told = new List<MonitorUpdate>();
            var request = new MonitorRequest("Open_vSwitch", ["next_cfg"]);
            var reply = await connection.MonitorAsync("Open_vSwitch", "m", [request], lastTransaction, update => { told.Add(update); return true; }, _patience);
            Assert.Equal(MonitorProtocol.ConditionalSince, reply.Unwrap());
            return told[0];
        }
    }

    [Fact]
    public async Task A_condition_decides_which_rows_are_told()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var connection = (await Connected(ovs)).Unwrap();
        await connection.TransactAsync("Open_vSwitch", [new Insert("Open_vSwitch", OvsdbRow.Of(("next_cfg", 1)))], _patience);
        var told = new List<MonitorUpdate>();
        await connection.MonitorAsync("Open_vSwitch", "m", [Wanting(2)], null, update => { told.Add(update); return true; }, _patience);
        Assert.Empty(told.Single().Updates.ByTable);
        (await connection.ChangeMonitorAsync("m", [Wanting(1)], _patience)).Unwrap();
        Assert.Single(told.Last().Updates.ByTable["Open_vSwitch"]);

        static MonitorRequest Wanting(long number) => new("Open_vSwitch", ["next_cfg"], [OpenVSwitch.Columns.NextCfg.Is(number)]);
    }

    [Fact]
    public async Task Only_one_client_holds_a_lock()
    {
        using var ovs = PrivateSwitch.Standalone();
        await using var first = (await Connected(ovs)).Unwrap();
        await using var second = (await Connected(ovs)).Unwrap();
        Assert.True((await first.LockAsync("l", _patience)).Unwrap());
        Assert.False((await second.LockAsync("l", _patience)).Unwrap());
        Assert.True((await first.TransactAsync("Open_vSwitch", [new AssertLock("l")], _patience)).Succeeded);
    }

    private Task<Result<OvsdbConnection>> Connected(PrivateSwitch ovs) => EventuallyAsync(
        () => OvsdbConnection.ConnectAsync(ovs.Endpoint, RpcOptions.Default, _patience));

    // The server opens its socket a moment after it starts.
    private async Task<Result<OvsdbConnection>> EventuallyAsync(Func<Task<Result<OvsdbConnection>>> connect)
    {
        while (true)
        {
            var result = await connect();
            if (result.Succeeded)
                return result;
            await Task.Delay(10, _patience);
        }
    }
}
