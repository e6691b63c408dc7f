using System.Text.Json.Nodes;

namespace Naru.Lab.Specs;

/// <summary>A host is gone, and its instances are made anew on another.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class EvacuationSpecs
{
    [CloudFact]
    public async Task An_instance_is_made_anew_elsewhere_with_its_address_and_the_host_that_comes_back_lets_go_of_it()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var servers = new Servers(cloud, CloudFixture.Directory);
        var described = await servers.DescribeAsync("evacuated", await servers.FlavorAsync("evacuated", 48, 1, 0, 0), "internal");
        described["server"]!["security_groups"] = new JsonArray(new JsonObject { ["name"] = "web" });
        described["server"]!["availability_zone"] = "nova:compute-1";
        var id = await servers.CreateAsync(described);
        await servers.UntilAsync(id, "ACTIVE");
        var address = await servers.AddressAsync(id);
        Assert.False((await servers.TryActAsync(id, "evacuate", new JsonObject { ["onSharedStorage"] = false })).Succeeded);

        CloudFixture.Kill(CloudFixture.State.Hosts.First(host => host.Host.Name == "compute-1").Agent);
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => (await servers.TryActAsync(id, "evacuate", new JsonObject { ["onSharedStorage"] = false })).Succeeded));
        await servers.UntilAsync(id, "ACTIVE");
        Assert.Contains(servers.Traces(id), trace => trace.Contains("/compute-2/", StringComparison.Ordinal));

        Assert.Equal(0, (await CloudFixture.RepairAsync()).ExitCode);
        Assert.True(await CloudFixture.BecomesTrueAsync(() => Task.FromResult(!servers.Traces(id).Any(trace => trace.Contains("/compute-1/", StringComparison.Ordinal)))));
        Assert.Equal(address, await servers.AddressAsync(id));
        Assert.Equal("yes", await CloudFixture.OnAsync("vm2", $"for n in $(seq 20); do ping -c 1 -W 1 {address} >/dev/null && echo yes && break; done; true"));
        var (code, output) = await CloudFixture.Lab.NaruAsync("doctor");
        Assert.True(code == 0, output);

        await servers.RemoveAsync(id);
        await servers.GoneAsync(id);
        Assert.Empty(servers.Traces(id));
    }
}
