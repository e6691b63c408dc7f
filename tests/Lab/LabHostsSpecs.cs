using Naru.Lab.Hosts;
using Naru.Lab.Processes;

namespace Naru.Lab.Specs;

[Collection(LabCollection.Name)]
[Trait("Category", "Lab")]
public class LabHostsSpecs(LabFixture lab)
{
    [Theory]
    [InlineData("network")]
    [InlineData("compute-1")]
    [InlineData("compute-2")]
    [InlineData("outside")]
    public async Task A_host_knows_its_name_and_has_a_switch_of_its_own(string host)
    {
        Assert.Equal(host, await LabFixture.RunAsync(host, "hostname"));
        Assert.Equal(host, (await LabFixture.RunAsync(host, "ovs-vsctl", "get", "Open_vSwitch", ".", "external_ids:hostname")).Trim('"'));
    }

    [Fact]
    public async Task Hosts_reach_each_other_on_the_underlay()
    {
        foreach (var host in lab.State.Hosts.Where(host => host.Host.UnderlayAddress is not null))
            Assert.True(await LabFixture.PingsAsync("compute-2", host.Host.UnderlayAddress!), host.Host.Name);
    }

    [Fact]
    public async Task The_external_bridge_has_the_card_of_the_provider() =>
        Assert.Equal("eth1", await LabFixture.RunAsync("network", "ovs-vsctl", "list-ports", OpenVSwitch.ExternalBridge));

    [Fact]
    public async Task A_host_sees_its_own_namespaces_and_bridges_only()
    {
        await LabFixture.RunAsync("compute-1", "ip", "netns", "add", "mine");
        await LabFixture.RunAsync("compute-1", "ip", "link", "add", "demo-br", "type", "bridge");

        Assert.Contains("mine", await LabFixture.RunAsync("compute-1", "ip", "netns", "list"));
        Assert.Contains("demo-br", await LabFixture.RunAsync("compute-1", "brctl", "show"));
        Assert.Empty(await LabFixture.RunAsync("compute-2", "ip", "netns", "list"));
        Assert.DoesNotContain("demo-br", await LabFixture.RunAsync("compute-2", "brctl", "show"));
        Assert.False(File.Exists("/run/netns/mine"));

        await LabFixture.RunAsync("compute-1", "ip", "netns", "delete", "mine");
        await LabFixture.RunAsync("compute-1", "ip", "link", "delete", "demo-br");
    }

    [Fact]
    public async Task A_second_up_keeps_every_process()
    {
        var before = lab.State;
        var switches = before.Hosts.Select(host => LabFixture.Switch(host.Host.Name)).ToList();

        var after = await lab.UpAsync();

        Assert.Equal(before.Fabric, after.Fabric);
        Assert.Equal(before.Hosts, after.Hosts);
        Assert.Equal(switches, after.Hosts.Select(host => LabFixture.Switch(host.Host.Name)));
    }

    [Fact]
    public async Task A_killed_switch_is_started_again_with_its_underlay_address()
    {
        await LabFixture.KillAsync(LabFixture.Switch("compute-1"));

        await lab.UpAsync();

        Assert.True(await LabFixture.PingsAsync("compute-1", "172.29.0.10"));
    }

    [Fact]
    public async Task A_killed_holder_is_replaced_without_a_change_to_the_host()
    {
        var survivor = LabFixture.Switch("compute-2");
        await LabFixture.KillAsync(lab.State.Hosts.Single(host => host.Host.Name == "compute-2").Holder);
        Assert.Contains("naru up", LabTargets.Host(LabFixture.Directory, "compute-2").Error?.Message);

        await lab.UpAsync();

        Assert.Equal(survivor, LabFixture.Switch("compute-2"));
        Assert.True(await LabFixture.PingsAsync("compute-2", "172.29.0.10"));
    }

    [Fact]
    public async Task A_host_that_lost_all_its_processes_is_made_anew()
    {
        await LabProcesses.KillAllAsync(() => LabProcesses.Of(LabFixture.Directory.Name, "compute-1"), default);

        await lab.UpAsync();

        Assert.True(await LabFixture.PingsAsync("compute-1", "172.29.0.10"));
    }

    [Fact]
    public async Task A_lab_that_lost_its_fabric_is_made_anew()
    {
        await LabFixture.KillAsync(lab.State.Fabric);

        await lab.UpAsync();

        Assert.True(await LabFixture.PingsAsync("compute-1", "172.29.0.12"));
    }

    [Fact]
    public async Task Two_labs_do_not_know_of_each_other_and_down_leaves_nothing()
    {
        var other = LabDirectory.Of("labspecs2").Unwrap();
        var hosts = new LabHosts(other);
        try
        {
            await hosts.UpAsync(computes: 1, apiPort: 15081, default);
            Assert.True((await LabTargets.Host(other, "compute-1").Unwrap().RunAsync(["ping", "-c", "1", "-W", "1", "172.29.0.10"], default)).Succeeded);
        }
        finally
        {
            Assert.True(await hosts.DownAsync(default));
        }

        Assert.Empty(LabProcesses.Of(other.Name));
        Assert.False(Directory.Exists(other.Path));
        Assert.False(await hosts.DownAsync(default));
        Assert.True(await LabFixture.PingsAsync("compute-1", "172.29.0.10"));
    }

    [Fact]
    public void An_unknown_host_is_refused_with_the_names_there_are()
    {
        var error = LabTargets.Any(LabFixture.Directory, "compute-9").Error;
        Assert.Contains("network, compute-1, compute-2, outside", error?.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../etc")]
    [InlineData("Lab")]
    [InlineData("seventeen-letters")]
    public void A_name_that_is_no_directory_is_refused(string name) => Assert.False(LabDirectory.Of(name).Succeeded);
}
