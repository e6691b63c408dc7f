using System.Text.Json.Nodes;
using Naru.NodeContract;

namespace Naru.Compute.Specs;

/// <summary>An instance goes to a host that says what the test lets it say.</summary>
public sealed class LiveMoveSpecs
{
    private const string Silent = "compute-9";

    [Fact]
    public async Task An_instance_is_where_it_was_until_all_of_it_has_come_and_its_ports_go_with_it()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        await compute.AddSilentHostAsync(Silent, "compute-1");
        var (source, port) = (await HostAsync(compute, id), compute.Store.Current.In(ComputeTables.Servers).Find(id)!.Ports.Items[0].PortId);
        var migration = await BeginAsync(compute, id);
        await compute.ActAsync(id, """{"os-stop":null}""", expected: 409);
        Assert.Equal(409, (await compute.CallAsync("POST", $"servers/{id}/os-interface", "{}")).Status);
        Assert.Equal([(source, "ACTIVE"), (Silent, "INACTIVE")], await BindingsAsync(compute, port));
        compute.AssertSound();

        await compute.SayAsync(Silent, Said(id, migration, "tcp:192.0.2.9:1", hasArrived: false));
        var shown = (await MigrationsAsync(compute, id))[0]!;
        Assert.Equal(("running", source, Silent, 0), (shown["status"]!.GetValue<string>(), shown["source_compute"]!.GetValue<string>(), shown["dest_compute"]!.GetValue<string>(), shown["memory_total_bytes"]!.GetValue<int>()));
        await compute.ReportAsync(id, observed => observed with { Departure = new NodeDepartureState(migration, "", "") { MemoryTotal = 10, MemorySent = 7, MemoryLeft = 4, DiskTotal = 5, DiskSent = 2 } });
        shown = (await compute.GetAsync($"servers/{id}/migrations/{shown["id"]}", ComputeHarness.Admin, "2.23"))["migration"]!;
        Assert.Equal((10, 4, 3), (shown["memory_total_bytes"]!.GetValue<int>(), shown["memory_remaining_bytes"]!.GetValue<int>(), shown["disk_remaining_bytes"]!.GetValue<int>()));
        await compute.RestartAsync();
        Assert.Equal(source, await HostAsync(compute, id));
        var (status, _, _) = await compute.CallAsync("POST", $"servers/{id}/migrations/{shown["id"]}/action", """{"force_complete":null}""", ComputeHarness.Admin, "2.22");
        Assert.Equal(202, status);
        Assert.True(compute.Store.Current.In(ComputeTables.Servers).Find(id)!.Move!.IsHurried);

        await compute.SayAsync(Silent, Said(id, migration, "tcp:192.0.2.9:1", hasArrived: true));
        Assert.Equal(Silent, await HostAsync(compute, id));
        Assert.Equal([(Silent, "ACTIVE")], await BindingsAsync(compute, port));
        Assert.Equal("MIGRATING", (await compute.GetAsync($"servers/{id}"))["server"]!["status"]!.GetValue<string>());
        var server = compute.Store.Current.In(ComputeTables.Servers).Find(id)!;
        await compute.SayAsync(Silent, new NodeInstanceState(id, NodeInstancePower.Running, server.Boots, server.Builds, "") { Flavor = server.Flavor.ForHost(), PortIds = [port] });
        await compute.UntilAsync(id, "ACTIVE");
        Assert.Empty(await MigrationsAsync(compute, id));
        Assert.Equal("completed", await StatusAsync(compute, id));
        compute.AssertSound();
    }

    [Fact]
    public async Task What_is_called_back_or_cannot_be_done_leaves_it_where_it_is()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        await compute.AddSilentHostAsync(Silent, "compute-1");
        var (source, port) = (await HostAsync(compute, id), compute.Store.Current.In(ComputeTables.Servers).Find(id)!.Ports.Items[0].PortId);
        var migration = await BeginAsync(compute, id);
        var number = (await MigrationsAsync(compute, id))[0]!["id"]!;
        Assert.Equal(400, (await compute.CallAsync("DELETE", $"servers/{id}/migrations/{number}", token: ComputeHarness.Admin, version: "2.64")).Status);
        await compute.SayAsync(Silent, Said(id, migration, "tcp:192.0.2.9:1", hasArrived: false));
        Assert.Equal(202, (await compute.CallAsync("DELETE", $"servers/{id}/migrations/{number}", token: ComputeHarness.Admin, version: "2.24")).Status);
        await StaysAsync("cancelled");
        // What it says of an attempt that is over is old news.
        await compute.SayAsync(Silent, Said(id, migration, "tcp:192.0.2.9:1", hasArrived: true));
        await StaysAsync("cancelled");

        migration = await BeginAsync(compute, id);
        await compute.SayAsync(Silent, Said(id, migration, "", hasArrived: false) with { Arrival = new NodeArrivalState(migration, "", "", false, "It has no room.") });
        await StaysAsync("error");
        Assert.Equal("Error", Newest("live-migration")!["message"]!.GetValue<string>());

        migration = await BeginAsync(compute, id);
        await compute.ReportAsync(id, observed => observed with { Power = NodeInstancePower.Stopped });
        await compute.UntilAsync(id, "SHUTOFF");
        Assert.Equal("error", await StatusAsync(compute, id));

        async Task StaysAsync(string status)
        {
            await compute.UntilAsync(id, "ACTIVE");
            Assert.Equal(source, await HostAsync(compute, id));
            Assert.Equal([(source, "ACTIVE")], await BindingsAsync(compute, port));
            Assert.Equal(status, await StatusAsync(compute, id));
            compute.AssertSound();
        }

        JsonNode? Newest(string action) => compute.GetAsync($"servers/{id}/os-instance-actions").GetAwaiter().GetResult()["instanceActions"]!.AsArray()
            .Where(each => each!["action"]!.GetValue<string>() == action).MaxBy(each => each!["start_time"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_no_driver_does_is_said_at_once_and_in_newer_versions_by_the_migration()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync(more: ""","config_drive":true""");
        await compute.ActAsync(id, """{"os-migrateLive":{"host":null,"block_migration":false,"disk_over_commit":false}}""", expected: 400, token: ComputeHarness.Admin, version: "2.1");
        await compute.ActAsync(id, $$$"""{"os-migrateLive":{"host":"{{{await HostAsync(compute, id)}}}","block_migration":"auto"}}""", expected: 400, token: ComputeHarness.Admin, version: "2.33");
        await compute.ActAsync(id, """{"os-migrateLive":{"host":"nowhere","block_migration":"auto"}}""", expected: 400, token: ComputeHarness.Admin, version: "2.90");
        await compute.ActAsync(id, """{"os-migrateLive":{"host":null,"block_migration":"auto","force":true}}""", expected: 400, token: ComputeHarness.Admin, version: "2.68");
        await compute.ActAsync(id, """{"os-migrateLive":{"host":null,"block_migration":false}}""", token: ComputeHarness.Admin, version: "2.34");
        await compute.UntilAsync(id, "ACTIVE");
        Assert.Equal("error", await StatusAsync(compute, id));
    }

    private static async Task<string> BeginAsync(ComputeHarness compute, string id)
    {
        await compute.ActAsync(id, $$$"""{"os-migrateLive":{"host":"{{{Silent}}}","block_migration":"auto"}}""", token: ComputeHarness.Admin, version: "2.30");
        for (var attempt = 0; compute.Store.Current.In(ComputeTables.Servers).Find(id)!.Move!.Machine is null; attempt++)
        {
            Assert.True(attempt < 400, "Its host does not say what it is made of.");
            await Task.Delay(10);
        }
        var server = (await compute.GetAsync($"servers/{id}"))["server"]!;
        Assert.Equal("MIGRATING", server["status"]!.GetValue<string>());
        Assert.Equal("preparing", (await MigrationsAsync(compute, id))[0]!["status"]!.GetValue<string>());
        return compute.Store.Current.In(ComputeTables.Servers).Find(id)!.Move!.MigrationId;
    }

    private static NodeInstanceState Said(string id, string migration, string memoryAt, bool hasArrived) =>
        new(id, NodeInstancePower.Running, 1, 1, "") { Arrival = new NodeArrivalState(migration, memoryAt, "", hasArrived, "") };

    private static async Task<string> HostAsync(ComputeHarness compute, string id) =>
        (await compute.GetAsync($"servers/{id}", ComputeHarness.Admin))["server"]!["OS-EXT-SRV-ATTR:host"]!.GetValue<string>();

    private static async Task<JsonArray> MigrationsAsync(ComputeHarness compute, string id) =>
        (await compute.GetAsync($"servers/{id}/migrations", ComputeHarness.Admin, "2.23"))["migrations"]!.AsArray();

    private static async Task<string> StatusAsync(ComputeHarness compute, string id) =>
        (await compute.GetAsync($"os-migrations?instance_uuid={id}", ComputeHarness.Admin, "2.23"))["migrations"]!.AsArray()
            .MaxBy(migration => migration!["id"]!.GetValue<int>())!["status"]!.GetValue<string>();

    private static async Task<IReadOnlyList<(string Host, string Status)>> BindingsAsync(ComputeHarness compute, string port) =>
    [
        .. (await compute.GetAsync($"/networking/v2.0/ports/{port}/bindings", ComputeHarness.Admin))["bindings"]!.AsArray()
            .Select(binding => (binding!["host"]!.GetValue<string>(), binding["status"]!.GetValue<string>())),
    ];
}
