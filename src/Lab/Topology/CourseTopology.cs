using Naru.Lab.Hosts;
using Naru.Lab.Instances;

namespace Naru.Lab.Topology;

/// <summary>What the course builds: two networks of a project, the external one, a router between them, three instances.</summary>
/// <remarks>
/// The groups are made so that each kind of rule can be seen at work: <c>web</c> lets a TCP port in from everywhere,
/// <c>app</c> the same from members of <c>web</c> only, and <c>db</c> lets its members out to that port only.
/// </remarks>
public static class CourseTopology
{
    public const int WebPort = 80;

    /// <summary>No group names it: reached only where everything is let out, and nobody is let in.</summary>
    public const int OtherPort = 8080;

    public const int ComputeHosts = 2;

    public const string RouterName = "r1";
    public const string WebGroup = "web";
    public const string AppGroup = "app";
    public const string DbGroup = "db";

    public static readonly NetworkPlan Internal = new("internal", "192.168.50.0/24") { Cidr6 = "2001:db8:50::/64", Ipv6Mode = "slaac" };
    public static readonly NetworkPlan Backend = new("backend", "192.168.60.0/24") { Cidr6 = "2001:db8:60::/64", Ipv6Mode = "dhcpv6-stateful" };

    public static readonly NetworkPlan External = new("external", "203.0.113.0/24")
    {
        PhysicalNetwork = AgentConfiguration.PhysicalNetwork,
        Gateway = OutsideWorld.GatewayAddress,
        Cidr6 = OutsideWorld.Prefix6,
        Gateway6 = OutsideWorld.GatewayAddress6,
        Pool = ("203.0.113.100", "203.0.113.200"),
    };

    public static readonly IReadOnlyList<SecurityGroupPlan> Groups =
    [
        new(WebGroup, [RulePlan.Ping, RulePlan.TcpIn(WebPort)]),
        new(AppGroup, [RulePlan.Ping, RulePlan.TcpInFromGroup(WebPort, WebGroup)]),
        new(DbGroup, [RulePlan.Ping, RulePlan.PingOut, RulePlan.TcpOut(WebPort)]) { KeepsDefaultEgress = false },
    ];

    /// <summary>On the host with the hybrid firewall, with the floating IP.</summary>
    public static readonly InstanceRequest Vm1 =
        new("vm1", "compute-1") { Network = Internal.Name, SecurityGroups = [WebGroup] };

    public static readonly InstanceRequest Vm2 =
        new("vm2", "compute-2") { Network = Internal.Name, SecurityGroups = [AppGroup] };

    /// <summary>Beside vm1, for the checks that are not the course's.</summary>
    public static readonly InstanceRequest Vm4 =
        new("vm4", "compute-1") { Network = Internal.Name, SecurityGroups = [WebGroup] };

    public static readonly InstanceRequest Vm3 =
        new("vm3", "compute-2") { Network = Backend.Name, SecurityGroups = [DbGroup] };
}
