using Naru.Compute.Invariants;
using Naru.NodeContract;

namespace Naru.Compute.Specs;

public sealed class OperationSpecs
{
    [Fact]
    public async Task Power_follows_what_is_asked_for()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        foreach (var (action, status) in new[]
        {
            ("os-stop", "SHUTOFF"), ("os-start", "ACTIVE"), ("pause", "PAUSED"), ("unpause", "ACTIVE"), ("suspend", "SUSPENDED"), ("resume", "ACTIVE"),
            ("shelve", "SHELVED_OFFLOADED"), ("unshelve", "ACTIVE"),
        })
        {
            await compute.ActAsync(id, $$$"""{"{{{action}}}":null}""");
            await compute.UntilAsync(id, status);
            compute.AssertSound();
        }
        await compute.ActAsync(id, """{"os-start":null}""", expected: 409);
        var actions = (await compute.GetAsync($"servers/{id}/os-instance-actions"))["instanceActions"]!.AsArray();
        Assert.Equal(["create", "pause", "resume", "shelve", "start", "stop", "suspend", "unpause", "unshelve"], actions.Select(action => action!["action"]!.GetValue<string>()).Order());
    }

    [Fact]
    public async Task What_ended_by_itself_is_off_until_somebody_starts_it()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        await compute.ReportAsync(id, observed => observed with { Power = NodeInstancePower.Stopped });
        await compute.UntilAsync(id, "SHUTOFF");
        await compute.ActAsync(id, """{"os-start":null}""");
        await compute.UntilAsync(id, "ACTIVE");
    }

    [Fact]
    public async Task What_hosts_have_is_what_the_api_says()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        var server = compute.Store.Current.In(ComputeTables.Servers).Find(id)!;
        var card = server.Ports.Items[0].PortId[..11];
        InstanceTrace[] all =
        [
            new(InstanceTraceKind.Files, id, $"/instances/{id}"), new(InstanceTraceKind.Process, id, "namespace"), new(InstanceTraceKind.Card, card, $"tap{card}"),
        ];
        Assert.Equal(all, InstanceTrace.Read(InstanceTrace.Write(all)).Unwrap());
        IEnumerable<string> Found(string host, params InstanceTrace[] traces) => HostsHaveTheirInstances.Compare(compute.Store.Current, host, traces).Select(violation => violation.Found);
        Assert.Empty(Found(server.Host, all));
        Assert.Equal([$"does not run on {server.Host}"], Found(server.Host, all[0]));
        Assert.Equal([$"has no network device for port {card}… on {server.Host}"], Found(server.Host, all[0], all[1]));
        Assert.Equal([$"has /instances/{id} of instance {id}", $"has namespace of instance {id}", $"has tap{card} of port {card}"], Found("another", all));
    }

    [Fact]
    public async Task A_resize_is_confirmed_or_taken_back()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        await compute.ActAsync(id, """{"resize":{"flavorRef":"2"}}""");
        await compute.UntilAsync(id, "VERIFY_RESIZE");
        await compute.ActAsync(id, """{"revertResize":null}""");
        await compute.UntilAsync(id, "ACTIVE");
        Assert.Equal("1", (await compute.GetAsync($"servers/{id}"))["server"]!["flavor"]!["id"]!.GetValue<string>());

        await compute.ActAsync(id, """{"resize":{"flavorRef":"2"}}""");
        await compute.UntilAsync(id, "VERIFY_RESIZE");
        await compute.ActAsync(id, """{"confirmResize":null}""", expected: 204);
        await compute.UntilAsync(id, "ACTIVE");
        Assert.Equal("large", (await compute.GetAsync($"servers/{id}", version: "2.47"))["server"]!["flavor"]!["original_name"]!.GetValue<string>());
        await compute.ActAsync(id, """{"resize":{"flavorRef":"1"}}""", expected: 400);
    }

    [Fact]
    public async Task A_migrated_instance_has_its_ports_where_it_is()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        async Task<string> HostAsync() => (await compute.GetAsync($"servers/{id}", ComputeHarness.Admin))["server"]!["OS-EXT-SRV-ATTR:host"]!.GetValue<string>();
        var first = await HostAsync();

        await compute.ActAsync(id, """{"migrate":null}""", token: ComputeHarness.Admin);
        await compute.UntilAsync(id, "VERIFY_RESIZE");
        compute.AssertSound();
        Assert.NotEqual(first, await HostAsync());
        await compute.ActAsync(id, """{"revertResize":null}""");
        await compute.UntilAsync(id, "ACTIVE");
        Assert.Equal(first, await HostAsync());

        await compute.ActAsync(id, """{"os-migrateLive":{"host":null,"block_migration":"auto"}}""", token: ComputeHarness.Admin, version: "2.30");
        await compute.UntilAsync(id, "ACTIVE");
        Assert.NotEqual(first, await HostAsync());
        compute.AssertSound();
    }

    [Fact]
    public async Task A_locked_instance_is_changed_by_administrators_only()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        await compute.ActAsync(id, """{"lock":{"locked_reason":"mine"}}""", version: "2.73");
        Assert.Equal("mine", (await compute.GetAsync($"servers/{id}", version: "2.73"))["server"]!["locked_reason"]!.GetValue<string>());
        await compute.ActAsync(id, """{"os-stop":null}""", expected: 409);
        Assert.Equal(409, (await compute.CallAsync("DELETE", $"servers/{id}")).Status);
        await compute.ActAsync(id, """{"os-stop":null}""", token: ComputeHarness.Admin);
        await compute.ActAsync(id, """{"unlock":null}""");
        await compute.UntilAsync(id, "SHUTOFF");
    }

    [Fact]
    public async Task Copies_of_the_root_disk_are_images_and_backups_rotate()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        for (var number = 0; number < 3; number++)
        {
            await compute.ActAsync(id, $$$"""{"createBackup":{"name":"backup{{{number}}}","backup_type":"daily","rotation":2}}""");
            await compute.UntilAsync(id, "ACTIVE");
        }
        var images = (await compute.GetAsync("images/detail?type=backup"))["images"]!.AsArray();
        Assert.Equal(["backup1", "backup2"], images.Select(image => image!["name"]!.GetValue<string>()).Order());
        Assert.All(images, image => Assert.Equal("ACTIVE", image!["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_interface_comes_and_goes_with_its_port()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        var (status, body, _) = await compute.CallAsync("POST", $"servers/{id}/os-interface", $$$"""{"interfaceAttachment":{"net_id":"{{{compute.NetworkId}}}"}}""");
        Assert.Equal(200, status);
        var port = body!["interfaceAttachment"]!["port_id"]!.GetValue<string>();
        Assert.Equal(2, (await compute.GetAsync($"servers/{id}"))["server"]!["addresses"]!["net"]!.AsArray().Count);

        Assert.Equal(202, (await compute.CallAsync("DELETE", $"servers/{id}/os-interface/{port}")).Status);
        for (var attempt = 0; (await compute.CallAsync("GET", $"/networking/v2.0/ports/{port}")).Status == 200; attempt++)
            Assert.True(attempt < 4000, "The port stays.");
        Assert.Single((await compute.GetAsync($"servers/{id}/os-interface"))["interfaceAttachments"]!.AsArray());
    }
}
