using Naru.Agent.Specs;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Dhcp.Specs;

public sealed class DhcpNetworkPlanSpecs
{
    [Fact]
    public void The_namespace_of_a_network_with_a_router_holds_the_dhcp_port()
    {
        var plan = Plan(Cloud.View(Cloud.R1));
        Assert.Equal(
            """
              link tapcccc0004-00 address fa:16:3e:00:01:04 mtu 1450
                192.168.50.2/24
              route default via 192.168.50.1 dev tapcccc0004-00

            """,
            plan.Space.ToString()[plan.Space.ToString().IndexOf("  link", StringComparison.Ordinal)..]);
        Assert.False(plan.ServesMetadata);
    }

    [Fact]
    public void A_network_without_a_router_is_served_its_metadata_by_the_dhcp_port()
    {
        var view = Cloud.View();
        view = view with { Ports = NodeTable<NodePort>.Of(view.Ports.Where(port => port.Id != Cloud.InternalInterface)) };
        var plan = Plan(view);
        Assert.True(plan.ServesMetadata);
        Assert.Contains("169.254.169.254/32", plan.Space.ToString(), StringComparison.Ordinal);
        Assert.True(Assert.Single(plan.Dhcp.Subnets.Items).MetadataAtDhcpPort);
    }

    [Fact]
    public void Every_port_of_the_network_but_its_own_gets_an_answer_and_a_name()
    {
        var plan = Plan(Cloud.View(Cloud.R1));
        Assert.Equal(["192.168.50.1", "192.168.50.5", "192.168.50.6"], plan.Dhcp.Reservations.Items.Select(lease => lease.Address.ToString()));
        Assert.Equal([Cloud.InternalInterface, Cloud.Vm1, Cloud.Vm2], plan.PortIds);
        Assert.Contains("host-192-168-50-5.openstacklocal", plan.Dns.Hosts.Items.Select(host => host.Name.ToString()));
        Assert.Equal([IpAddress.Parse("192.168.50.2")], plan.Dns.ListenAddresses);
    }

    private static DhcpNetworkPlan Plan(NodeView view) =>
        DhcpNetworkPlan.Of(view, view.Networks.Find(Cloud.Internal)!, "openstacklocal", [])!; // The view has both.
}
