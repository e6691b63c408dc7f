using System.Text.Json.Nodes;

namespace Naru.Lab.Specs;

/// <summary>A virtual machine with a kernel of its own, on the cloud's network.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class VirtualMachineSpecs
{
    private const int BootSeconds = 90;

    [QemuFact]
    public async Task It_boots_gets_its_address_answers_and_is_stopped_and_removed()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var servers = new Servers(cloud, CloudFixture.Directory);
        var flavor = await servers.FlavorAsync("machine", 192, 1, 0, 0);
        await servers.SpecifyAsync(flavor, "naru:driver", "qemu");
        var described = await servers.DescribeAsync("machine", flavor, "internal");
        described["server"]!["security_groups"] = new JsonArray(new JsonObject { ["name"] = "web" });
        var id = await servers.CreateAsync(described);
        await servers.UntilAsync(id, "ACTIVE");
        var address = await servers.AddressAsync(id);
        var answered = await CloudFixture.OnAsync("vm1", $"for n in $(seq {BootSeconds}); do ping -c 1 -W 1 {address} >/dev/null && echo yes && break; done; true");
        var console = await servers.ConsoleAsync(id);
        Assert.True(answered == "yes", console);
        Assert.Contains("Linux 6.", console);

        await servers.ActAsync(id, "pause");
        await servers.UntilAsync(id, "PAUSED");
        Assert.Equal("no", await CloudFixture.OnAsync("vm1", $"ping -c 2 -W 1 {address} >/dev/null && echo yes || echo no"));
        await servers.ActAsync(id, "unpause");
        await servers.UntilAsync(id, "ACTIVE");
        Assert.Equal("yes", await CloudFixture.OnAsync("vm1", $"ping -c 10 -i 0.5 -W 1 {address} | grep -q ' 0 received' && echo no || echo yes"));

        await servers.ActAsync(id, "os-stop");
        await servers.UntilAsync(id, "SHUTOFF");
        await servers.RemoveAsync(id);
        await servers.GoneAsync(id);
        Assert.Empty(servers.Traces(id));
    }
}
