using System.Text.Json.Nodes;

namespace Naru.BlockStorage.Specs;

public sealed class AttachmentSpecs
{
    private const string Instance = "0b8b5c5e-0000-4000-8000-00000000000a";

    [Fact]
    public async Task An_attachment_is_reserved_connected_and_complete()
    {
        await using var host = await VolumeHost.StartAsync();
        var id = await host.CreateAsync();
        var attachment = Id(await host.JsonAsync(HttpMethod.Post, "attachments", $$$"""{"attachment":{"volume_uuid":"{{{id}}}","instance_uuid":"{{{Instance}}}"}}"""), "attachment");
        await host.UntilAsync("volume", id, "reserved");
        var connected = await host.JsonAsync(HttpMethod.Put, $"attachments/{attachment}", """{"attachment":{"connector":{"host":"compute-1"}}}""");
        Assert.Equal($"file://{host.Volumes}/{id}", connected["attachment"]!["connection_info"]!["uri"]!.GetValue<string>());
        await host.UntilAsync("volume", id, "attaching");
        Assert.Equal(204, await host.StatusAsync(HttpMethod.Post, $"attachments/{attachment}/action", """{"os-complete":null}"""));
        await host.UntilAsync("volume", id, "in-use");
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Delete, $"volumes/{id}"));
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, "attachments", $$$"""{"attachment":{"volume_uuid":"{{{id}}}"}}"""));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"attachments/{attachment}", token: VolumeHost.Other));
        Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", """{"os-extend":{"new_size":2}}"""));
        await host.UntilAsync("volume", id, "in-use");
        Assert.Equal(2L << 30, host.Length(id));
        Assert.Equal(200, await host.StatusAsync(HttpMethod.Delete, $"attachments/{attachment}"));
        await host.UntilAsync("volume", id, "available");
    }

    [Fact]
    public async Task Only_a_volume_of_such_a_type_is_attached_twice()
    {
        await using var host = await VolumeHost.StartAsync();
        await host.JsonAsync(HttpMethod.Post, "types", """{"volume_type":{"name":"shared","extra_specs":{"multiattach":"<is> True"}}}""", VolumeHost.Admin);
        var id = await host.CreateAsync("\"size\":1,\"volume_type\":\"shared\"");
        foreach (var _ in (int[])[1, 2])
            Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", $$$"""{"os-attach":{"instance_uuid":"{{{Guid.NewGuid()}}}","mountpoint":"/dev/vdb"}}"""));
        var attachments = (await host.JsonAsync(HttpMethod.Get, $"volumes/{id}"))["volume"]!["attachments"]!.AsArray();
        Assert.Equal(2, attachments.Count);
        Assert.Equal(400, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", """{"os-detach":{}}"""));
        foreach (var attachment in attachments)
            Assert.Equal(202, await host.StatusAsync(HttpMethod.Post, $"volumes/{id}/action", $$$"""{"os-detach":{"attachment_id":"{{{attachment!["attachment_id"]}}}"}}"""));
        await host.UntilAsync("volume", id, "available");
    }

    private static string Id(JsonNode body, string name) => body[name]!["id"]!.GetValue<string>();
}
