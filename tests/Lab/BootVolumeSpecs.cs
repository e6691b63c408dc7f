using System.Globalization;
using System.Text.Json.Nodes;

namespace Naru.Lab.Specs;

/// <summary>An instance whose root disk is a volume.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class BootVolumeSpecs
{
    [CloudFact]
    public async Task Its_root_file_system_is_as_large_as_the_volume_and_outlives_a_stop()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var servers = new Servers(cloud, CloudFixture.Directory);
        var described = await servers.DescribeAsync("from-volume", await servers.FlavorAsync("from-volume", 48, 1, 0, 0), "internal");
        var server = (JsonObject)described["server"]!;
        server["block_device_mapping_v2"] = new JsonArray(new JsonObject
        {
            ["uuid"] = server["imageRef"]!.DeepClone(), ["source_type"] = "image", ["destination_type"] = "volume", ["volume_size"] = 1, ["boot_index"] = 0, ["delete_on_termination"] = true,
        });
        server.Remove("imageRef");
        var id = await servers.CreateAsync(described);
        await servers.UntilAsync(id, "ACTIVE");
        Assert.InRange(await RootMiBAsync(id), 900, 1024);
        await Servers.InsideAsync(id, "echo kept >/letter");

        await servers.ActAsync(id, "os-stop");
        await servers.UntilAsync(id, "SHUTOFF");
        await servers.ActAsync(id, "os-start");
        await servers.UntilAsync(id, "ACTIVE");
        Assert.Equal("kept", await Servers.InsideAsync(id, "cat /letter"));
        Assert.InRange(await RootMiBAsync(id), 900, 1024);

        await servers.RemoveAsync(id);
        await servers.GoneAsync(id);
        Assert.Empty(servers.Traces(id));
    }

    private static async Task<int> RootMiBAsync(string id) => int.Parse(await Servers.InsideAsync(id, "df -m / | awk 'END { print $2 }'"), CultureInfo.InvariantCulture);
}
