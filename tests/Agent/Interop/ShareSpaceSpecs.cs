using Microsoft.Extensions.Logging.Abstractions;
using Naru.Agent.Namespaces;
using Naru.Agent.Shares;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Specs;

/// <summary>Namespaces of share servers with real packets.</summary>
[Collection("sv-host")]
public sealed class ShareSpaceSpecs
{
    private const string Server = "77770001-0000-4000-8000-000000000001";
    private const string Space = NodeShareServers.NamespacePrefix + Server;
    private const string Owner = "manila:share";

    // Nobody's subnet: reached by the gateways only.
    private const string FarAway = "10.9.9.9";

    [ClientFact]
    public async Task A_share_server_is_reached_in_each_of_its_networks_and_answers_from_afar_by_the_gateway_of_the_address_that_was_asked()
    {
        using var host = new ServiceHost();
        using var shares = new ShareSpaceService(host.Home, Cloud.Host, new CableStyle(FinishChecksums: false), NullLogger<ShareSpaceService>.Instance);
        var first = Cloud.Port("77770002-0000-4000-8000-000000000001", Cloud.Internal, "fa:16:3e:00:07:01", "192.168.50.40", Owner) with { DeviceId = Server };
        var second = Cloud.Port("77770003-0000-4000-8000-000000000001", Cloud.Backend, "fa:16:3e:00:07:02", "192.168.60.40", Owner) with { DeviceId = Server };
        var gateway = host.AddMachine("gw1", Cloud.Internal, "fa:16:3e:00:07:03", "192.168.50.1/24");
        var other = host.AddMachine("gw2", Cloud.Backend, "fa:16:3e:00:07:04", "192.168.60.1/24");
        foreach (var machine in (string[])[gateway, other])
            ServiceHost.Run("ip", "-n", machine, "address", "add", $"{FarAway}/32", "dev", "lo");

        await host.RoundAsync(Cloud.View(null, first), shares);
        Assert.True(ServiceHost.PingsSoon(gateway, "192.168.50.40"));
        Assert.True(PingsFromAfar(gateway, "192.168.50.40"));

        await host.RoundAsync(Cloud.View(null, first, second), shares);
        Assert.True(ServiceHost.PingsSoon(other, "192.168.60.40"));
        Assert.True(PingsFromAfar(gateway, "192.168.50.40"));
        Assert.True(PingsFromAfar(other, "192.168.60.40"));

        // What somebody removed comes back; what is not wanted any more goes, also when another agent made it.
        NetworkNamespace.Delete(Space);
        await host.RoundAsync(Cloud.View(null, first, second), shares);
        Assert.True(ServiceHost.PingsSoon(gateway, "192.168.50.40"));
        using var next = new ShareSpaceService(host.Home, Cloud.Host, new CableStyle(FinishChecksums: false), NullLogger<ShareSpaceService>.Instance);
        await host.RoundAsync(Cloud.View(), next);
        Assert.DoesNotContain(Space, NetworkNamespace.List());
        Assert.DoesNotContain("shr-", ServiceHost.Run("ip", "-n", Cloud.Host, "link"), StringComparison.Ordinal);
    }

    private static bool PingsFromAfar(string machine, string address) =>
        Enumerable.Range(0, 10).Any(_ => ServiceHost.Succeeds("ip", "netns", "exec", machine, "busybox", "ping", "-c", "1", "-W", "1", "-I", FarAway, address));
}
