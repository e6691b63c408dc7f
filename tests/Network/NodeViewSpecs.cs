using Naru.Network.FloatingIps;
using Naru.Network.NodeLink;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.State;

namespace Naru.Network;

public sealed class NodeViewSpecs
{
    [Fact]
    public async Task A_host_is_told_of_the_routers_and_floating_ips_that_it_serves()
    {
        await using var cloud = await L3Cloud.StartAsync();
        await cloud.ConnectAsync();
        await cloud.AddAsync("alpha", "$fip", "floatingips", "floatingip", """{"floating_network_id":"$external","port_id":"$port"}""");
        var view = NodeViewBuilder.Build(cloud.State, L3Cloud.NetworkHost);
        var router = Assert.Single(view.Routers);
        Assert.Equal(cloud.Fill("$router"), router.Id);
        Assert.Equal(cloud.Fill("$external"), view.Ports.Find(router.GatewayPortId)!.NetworkId);
        Assert.Equal("192.168.50.1", view.Ports.Find(Assert.Single(router.InterfacePortIds.Items))!.FixedIps[0].Address.ToString());
        var floating = Assert.Single(router.FloatingIps.Items);
        Assert.Equal((cloud.Fill("$fip"), cloud.Fill("$port")), (floating.Id, floating.PortId));
        Assert.Equal("203.0.113.101", floating.FloatingAddress.ToString());
        Assert.Empty(NodeViewBuilder.Build(cloud.State, TestCloud.ComputeHost).Routers);

        var before = cloud.State;
        await cloud.DoAsync("alpha", "PUT", "floatingips/$fip", """{"floatingip":{"port_id":null}}""");
        var freed = new Change(FloatingIpTable.Table, floating.Id, before.In(FloatingIpTable.Table).Find(floating.Id), cloud.State.In(FloatingIpTable.Table).Find(floating.Id));
        Assert.True(NodeNews.Touches(freed, view, L3Cloud.NetworkHost));
        Assert.Empty(Assert.Single(NodeViewBuilder.Build(cloud.State, L3Cloud.NetworkHost).Routers).FloatingIps.Items);
    }

    [Fact]
    public async Task What_hosts_report_is_no_news_for_hosts_and_what_was_asked_for_is()
    {
        await using var cloud = await L3Cloud.StartAsync();
        await cloud.ConnectAsync();
        var view = NodeViewBuilder.Build(cloud.State, L3Cloud.NetworkHost);
        var port = cloud.State.In(PortTable.Table).Find(cloud.Fill("$port"))!;
        Assert.False(IsNews(port, port with { Status = PortStatus.Active, Provisioned = ProvisioningSteps.L2, RevisionNumber = port.RevisionNumber + 1 }));
        Assert.True(IsNews(port, port with { Status = PortStatus.Active, Name = "web" }));
        Assert.True(IsNews(port, null));

        var node = cloud.State.In(NodeTable.Table).Find(TestCloud.ComputeHost)!;
        Assert.False(IsNews(node, node with { IsAttached = false }));
        Assert.True(IsNews(node, node with { TunnelAddress = null }));

        bool IsNews(IDocument before, IDocument? after) =>
            NodeNews.Touches(new Change(before is Port ? PortTable.Table : NodeTable.Table, before.Id, before, after), view, L3Cloud.NetworkHost);
    }
}
