using Naru.Lab.Cloud;

namespace Naru.Lab.Specs;

/// <summary>QoS on real packets: TCP gets what the policy lets it have, in either direction, and packets carry the mark.</summary>
/// <remarks>Rates are far below what the machine can do when it is busy, and measured once the first burst is over.</remarks>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class QosSpecs
{
    private static readonly QosScene Scene = new(CloudFixture.Lab);

    [CloudFact]
    public async Task A_hybrid_port_sends_and_receives_what_its_policy_lets_it_and_marks_what_it_sends()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var policy = await QosScene.PolicyAsync(cloud);
        var vm1 = await Scene.PortOfAsync(cloud, "vm1");
        await QosScene.SetAsync(cloud, CloudResources.Ports, vm1, policy);
        await Scene.LimitedAsync("compute-1", "ovs-vsctl --columns=other_config list QoS; ovs-ofctl -O OpenFlow13 dump-meters br-int");
        await QosScene.AssertNearAsync(QosScene.EgressKilobits, () => Scene.UploadAsync("vm1", "vm2"));
        await QosScene.AssertNearAsync(QosScene.IngressKilobits, () => Scene.DownloadAsync("vm1", "vm2"));
        Assert.Contains("tos 0x68", await Scene.SeenAsync("vm1", "vm2"), StringComparison.Ordinal);
        await QosScene.UnsetAsync(cloud, CloudResources.Ports, vm1, policy);
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            await CloudFixture.OnAsync("compute-1", $"ovs-vsctl list QoS; ovs-ofctl -O OpenFlow13 dump-meters br-int | grep rate={QosScene.EgressKilobits} || true") == ""));
    }

    [CloudFact]
    public async Task A_port_with_a_firewall_of_flows_sends_and_receives_what_its_policy_lets_it()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var policy = await QosScene.PolicyAsync(cloud);
        var vm2 = await Scene.PortOfAsync(cloud, "vm2");
        await QosScene.SetAsync(cloud, CloudResources.Ports, vm2, policy);
        await Scene.LimitedAsync("compute-2", "ovs-vsctl --columns=other_config list QoS; ovs-ofctl -O OpenFlow13 dump-meters br-int");
        await QosScene.AssertNearAsync(QosScene.IngressKilobits, () => Scene.UploadAsync("vm1", "vm2"));
        await QosScene.AssertNearAsync(QosScene.EgressKilobits, () => Scene.DownloadAsync("vm1", "vm2"));
        await QosScene.UnsetAsync(cloud, CloudResources.Ports, vm2, policy);
    }

    [CloudFact]
    public async Task A_floating_ip_lets_in_and_out_what_its_policy_lets_it()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var policy = await QosScene.PolicyAsync(cloud);
        var floating = (await cloud.ListAsync(CloudResources.FloatingIps, $"port_id={await Scene.PortOfAsync(cloud, "vm1")}", default)).Unwrap()[0];
        await QosScene.SetAsync(cloud, CloudResources.FloatingIps, floating.Id, policy);
        const string Rules = "ip netns exec $(ip netns list | grep -o 'qrouter-[0-9a-f-]*') nft list table ip naru";
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            (await CloudFixture.OnAsync("network", Rules)).Contains("limit rate over", StringComparison.Ordinal)));
        await QosScene.AssertNearAsync(QosScene.IngressKilobits, () => Scene.UploadAsync("outside", "vm1", floating.FloatingIpAddress));
        await QosScene.AssertNearAsync(QosScene.EgressKilobits, () => Scene.DownloadAsync("outside", "vm1", floating.FloatingIpAddress));
        await QosScene.UnsetAsync(cloud, CloudResources.FloatingIps, floating.Id, policy);
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            !(await CloudFixture.OnAsync("network", Rules)).Contains("limit rate over", StringComparison.Ordinal)));
    }
}
