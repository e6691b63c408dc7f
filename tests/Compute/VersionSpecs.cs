namespace Naru.Compute.Specs;

public sealed class VersionSpecs
{
    [Fact]
    public async Task A_version_that_is_not_spoken_is_not_acceptable()
    {
        await using var compute = await ComputeHarness.StartAsync();
        Assert.Equal(406, (await compute.CallAsync("GET", "flavors", version: "2.97")).Status);
        Assert.Equal(400, (await compute.CallAsync("GET", "flavors", version: "two")).Status);
        var (status, _, answer) = await compute.CallAsync("GET", "flavors", version: "latest");
        Assert.Equal((200, "compute 2.96", "2.96"), (status, answer.Headers.GetValues("OpenStack-API-Version").Single(), answer.Headers.GetValues("X-OpenStack-Nova-API-Version").Single()));
    }

    [Fact]
    public async Task Each_version_has_its_own_fields_and_paths()
    {
        await using var compute = await ComputeHarness.StartAsync();
        var id = await compute.BootAsync();
        foreach (var (version, field, isThere) in new[]
        {
            ("2.8", "locked", false), ("2.9", "locked", true), ("2.18", "description", false), ("2.19", "description", true), ("2.25", "tags", false), ("2.26", "tags", true),
            ("2.70", "server_groups", false), ("2.71", "server_groups", true), ("2.96", "pinned_availability_zone", true),
        })
            Assert.Equal(isThere, (await compute.GetAsync($"servers/{id}", version: version))["server"]!.AsObject().ContainsKey(field));
        Assert.Equal(404, (await compute.CallAsync("GET", $"servers/{id}/tags", version: "2.25")).Status);
        Assert.Equal(200, (await compute.CallAsync("GET", $"servers/{id}/tags", version: "2.26")).Status);
        Assert.Equal(404, (await compute.CallAsync("GET", "images", version: "2.36")).Status);
        Assert.Equal(400, (await compute.CallAsync("POST", "servers", $$$"""{"server":{"name":"a","flavorRef":"1","imageRef":"{{{compute.ImageId}}}","tags":["x"]}}""", version: "2.51")).Status);
    }
}
