using System.Text.Json.Nodes;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Specs;

public sealed class ServerSpecs
{
    [Fact]
    public async Task An_instance_gets_a_host_and_an_address_and_takes_its_port_with_it()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync("Web Server");

        var server = (await compute.GetAsync($"servers/{id}", ComputeHarness.Admin))["server"]!;
        Assert.StartsWith("compute-", server["OS-EXT-SRV-ATTR:host"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("fixed", server["addresses"]!["net"]![0]!["OS-EXT-IPS:type"]!.GetValue<string>());
        var port = Assert.Single((await compute.GetAsync($"/networking/v2.0/ports?device_id={id}"))["ports"]!.AsArray())!;
        Assert.Equal("compute:nova", port["device_owner"]!.GetValue<string>());
        Assert.Equal("web-server", port["dns_name"]!.GetValue<string>());
        compute.AssertSound();

        await compute.CallAsync("DELETE", $"servers/{id}");
        await compute.UntilAsync(id, null);
        Assert.Empty((await compute.GetAsync($"/networking/v2.0/ports?device_id={id}"))["ports"]!.AsArray());
    }

    [Fact]
    public async Task A_port_that_was_given_is_left_when_the_instance_goes()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var port = (await compute.CallAsync("POST", "/networking/v2.0/ports", $$$"""{"port":{"network_id":"{{{compute.NetworkId}}}"}}""")).Body!["port"]!["id"]!.GetValue<string>();
        var (_, body, _) = await compute.CallAsync("POST", "servers", $$$"""{"server":{"name":"a","flavorRef":"1","imageRef":"{{{compute.ImageId}}}","networks":[{"port":"{{{port}}}"}]}}""");
        var id = body!["server"]!["id"]!.GetValue<string>();
        await compute.UntilAsync(id, "ACTIVE");
        Assert.Equal(id, (await compute.GetAsync($"/networking/v2.0/ports/{port}"))["port"]!["device_id"]!.GetValue<string>());

        await compute.CallAsync("DELETE", $"servers/{id}");
        await compute.UntilAsync(id, null);

        var left = (await compute.GetAsync($"/networking/v2.0/ports/{port}", ComputeHarness.Admin))["port"]!;
        Assert.Equal(("", ""), (left["device_id"]!.GetValue<string>(), left["binding:host_id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task What_is_not_there_is_a_bad_request_and_another_projects_instance_is_not_found()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();

        Assert.Equal(404, (await compute.CallAsync("GET", $"servers/{id}", token: ComputeHarness.Other)).Status);
        foreach (var server in new[]
        {
            $$$"""{"name":"a","flavorRef":"nine","imageRef":"{{{compute.ImageId}}}"}""",
            $$$"""{"name":"a","flavorRef":"1","imageRef":"{{{Guid.NewGuid()}}}"}""",
            $$$"""{"name":"a","flavorRef":"1","imageRef":"{{{compute.ImageId}}}","networks":[{"uuid":"{{{Guid.NewGuid()}}}"}]}""",
            $$$"""{"name":"a","flavorRef":"1","imageRef":"{{{compute.ImageId}}}","key_name":"none"}""",
            $$$"""{"name":"a","flavorRef":"1","imageRef":"{{{compute.ImageId}}}","availability_zone":"none"}""",
            $$$"""{"name":"a","flavorRef":"1","imageRef":"{{{compute.ImageId}}}","unknown":1}""",
            $$$"""{"name":"a","flavorRef":"1"}""",
            $$$"""{"name":"a","flavorRef":"1","imageRef":"{{{compute.ImageId}}}","block_device_mapping_v2":[{"source_type":"volume","destination_type":"volume","uuid":"{{{Guid.NewGuid()}}}","boot_index":-1}]}""",
        })
        {
            var (status, body, _) = await compute.CallAsync("POST", "servers", $$$"""{"server":{{{server}}}}""");
            Assert.True(status == 400 && body!["badRequest"] is not null, $"{server}: {status} {body}");
        }
        Assert.Single((await compute.GetAsync("servers"))["servers"]!.AsArray());
    }

    [Fact]
    public async Task An_instance_that_fits_nowhere_is_in_error_and_says_why()
    {
        await using var compute = await ComputeHarness.StartAsync();
        await compute.CallAsync("POST", "flavors", """{"flavor":{"id":"9","name":"huge","ram":64,"vcpus":1,"disk":100000}}""", ComputeHarness.Admin);
        var (_, body, _) = await compute.CallAsync("POST", "servers", $$$"""{"server":{"name":"a","flavorRef":"9","imageRef":"{{{compute.ImageId}}}"}}""");

        var server = (await compute.GetAsync($"servers/{body!["server"]!["id"]}"))["server"]!;
        Assert.Equal("ERROR", server["status"]!.GetValue<string>());
        Assert.Contains("No valid host was found", server["fault"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_waits_for_hosts_that_have_just_gone_and_not_for_one_that_is_gone()
    {
        await using var compute = await ComputeHarness.StartAsync();
        await compute.AttachHostsAsync(false, since: TimeSpan.FromMinutes(1));
        Assert.Equal("ERROR", await StatusAsync(await PostAsync()));

        await compute.AttachHostsAsync(false, since: TimeSpan.Zero);
        var posted = PostAsync();
        await compute.AttachHostsAsync(true);
        Assert.NotEqual("ERROR", await StatusAsync(await posted));

        async Task<JsonNode> PostAsync() =>
            (await compute.CallAsync("POST", "servers", $$$"""{"server":{"name":"a","flavorRef":"1","imageRef":"{{{compute.ImageId}}}"}}""")).Body!["server"]!["id"]!;

        async Task<string> StatusAsync(JsonNode id) => (await compute.GetAsync($"servers/{id}"))["server"]!["status"]!.GetValue<string>();
    }

    [Fact]
    public async Task Instances_are_as_they_were_when_the_server_starts_again()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        await compute.ActAsync(id, """{"os-stop":null}""");
        await compute.UntilAsync(id, "SHUTOFF");
        async Task<string> LookAsync()
        {
            var server = (await compute.GetAsync($"servers/{id}", ComputeHarness.Admin, "2.96"))["server"]!.AsObject();
            // The address of the server is another one.
            foreach (var name in (string[])["links", "image"])
                server.Remove(name);
            return server.ToJsonString();
        }

        var before = await LookAsync();
        await compute.RestartAsync();

        Assert.Equal(before, await LookAsync());
        compute.AssertSound();
    }

    [Fact]
    public async Task What_is_deleted_before_its_host_has_heard_of_it_is_gone()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        var known = compute.Store.Current.In(ComputeTables.Servers).Find(id)!;
        var unknown = known with { Id = Guid.NewGuid().ToString(), Number = known.Number + 1, Ports = [], Observed = null, IsDeleting = true };
        (await compute.Store.WriteAsync(new WriteContext("test", ""), Result<Done> (state) =>
        {
            state.Insert(ComputeTables.Servers, unknown);
            return Done.Ok;
        })).Unwrap();

        await compute.UntilAsync(unknown.Id, null);
    }

    [Fact]
    public async Task Members_of_an_anti_affinity_group_are_on_different_hosts()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var (_, made, _) = await compute.CallAsync("POST", "os-server-groups", """{"server_group":{"name":"apart","policies":["anti-affinity"]}}""");
        var group = made!["server_group"]!["id"]!.GetValue<string>();
        var body = $$$"""{"server":{"name":"a","flavorRef":"1","imageRef":"{{{compute.ImageId}}}","min_count":3},"os:scheduler_hints":{"group":"{{{group}}}"}}""";
        Assert.Equal(202, (await compute.CallAsync("POST", "servers", body)).Status);

        var servers = (await compute.GetAsync("servers"))["servers"]!.AsArray().Select(server => server!["id"]!.GetValue<string>()).ToList();
        var hosts = new List<string?>();
        foreach (var id in servers)
            hosts.Add((await compute.GetAsync($"servers/{id}", ComputeHarness.Admin))["server"]!["OS-EXT-SRV-ATTR:host"]?.GetValue<string>());
        Assert.Equal([null, "compute-1", "compute-2"], hosts.Order());
    }
}
