using System.Text;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;

namespace Naru.Lab.Specs;

/// <summary>A virtual machine with a kernel of its own, on the cloud's network.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class VirtualMachineSpecs
{
    private const int BootSeconds = 90;
    private const string Devices = "#!/bin/sh\nwhile :; do echo devices: $(ls /sys/class/net | grep eth) $(ls /sys/block | grep vd) >/dev/console; sleep 1; done &\n";

    [QemuFact]
    public async Task It_boots_gets_its_address_answers_and_is_stopped_and_removed()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var servers = new Servers(cloud, CloudFixture.Directory);
        var flavor = await servers.FlavorAsync("machine", 192, 1, 0, 0);
        await servers.SpecifyAsync(flavor, "naru:driver", "qemu");
        var described = await servers.DescribeAsync("machine", flavor, "internal");
        described["server"]!["security_groups"] = new JsonArray(new JsonObject { ["name"] = "web" });
        described["server"]!["user_data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Devices));
        var id = await servers.CreateAsync(described);
        await servers.UntilAsync(id, "ACTIVE");
        var address = await servers.AddressAsync(id);
        var answered = await CloudFixture.OnAsync("vm1", $"for n in $(seq {BootSeconds}); do ping -c 1 -W 1 {address} >/dev/null && echo yes && break; done; true");
        var console = await servers.ConsoleAsync(id);
        Assert.True(answered == "yes", console);
        Assert.Contains("Linux 6.", console);

        // What this image says at its first start shows each second which devices its kernel has.
        await SeesAsync(servers, id, "devices: eth0 vda");
        var network = (await cloud.FindAsync(CloudResources.Networks, "backend", default)).Unwrap().Id;
        var port = await servers.ConnectAsync(id, network);
        await SeesAsync(servers, id, "devices: eth0 eth1 vda");
        var volumes = new CloudVolumes(cloud);
        var volume = (await volumes.EnsureAsync("machine", 1, default)).Unwrap();
        (await volumes.AttachAsync(volume, id, default)).Unwrap();
        await SeesAsync(servers, id, "devices: eth0 eth1 vda vdb");
        await servers.DisconnectAsync(id, port);
        await SeesAsync(servers, id, "devices: eth0 vda vdb");
        (await volumes.DetachAsync(volume, id, default)).Unwrap();
        await SeesAsync(servers, id, "devices: eth0 vda");
        (await volumes.RemoveAsync("machine", default)).Unwrap();

        var screen = (await servers.ConsoleUrlAsync(id, "os-getVNCConsole", "novnc")).Unwrap();
        using (var client = new HttpClient())
            Assert.Contains("<canvas", await client.GetStringAsync(new Uri(screen)), StringComparison.Ordinal);
        using (var shown = await ServerConsole.OpenAsync(screen))
        {
            Assert.Equal("RFB 003.008\n", await shown.UntilAsync("\n"));
            await shown.TypeAsync("RFB 003.008\n");
            await shown.UntilAsync("\u0001\u0001");
        }

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

    private static async Task SeesAsync(Servers servers, string id, string devices)
    {
        for (var attempt = 0; attempt < 30; attempt++)
        {
            if ((await servers.ConsoleAsync(id)).Split('\n').LastOrDefault(line => line.StartsWith("devices:", StringComparison.Ordinal))?.Trim() == devices)
                return;
            await Task.Delay(1000);
        }
        Assert.Fail($"Its kernel does not have '{devices}': {await servers.ConsoleAsync(id)}");
    }
}
