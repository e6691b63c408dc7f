using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Specs;

/// <summary>The course's topology as its hosts see it: network internal with vm1 and vm2, router r1, network external.</summary>
internal static class Cloud
{
    public const string Host = "sv-host";
    public const string Internal = "aaaaaaaa-0000-4000-8000-000000000001";
    public const string External = "aaaaaaaa-0000-4000-8000-000000000002";
    public const string Backend = "aaaaaaaa-0000-4000-8000-000000000003";
    public const string Router = "bbbbbbbb-0000-4000-8000-000000000001";
    public const string Gateway = "cccc0001-0000-4000-8000-000000000001";
    public const string InternalInterface = "cccc0002-0000-4000-8000-000000000001";
    public const string BackendInterface = "cccc0003-0000-4000-8000-000000000001";
    public const string DhcpPort = "cccc0004-0000-4000-8000-000000000001";
    public const string Vm1 = "dddd0001-0000-4000-8000-000000000001";
    public const string Vm2 = "dddd0002-0000-4000-8000-000000000001";
    public const string Vm3 = "dddd0003-0000-4000-8000-000000000001";
    public const string Web = "eeeeeeee-0001-4000-8000-000000000001";
    public const string Clients = "eeeeeeee-0002-4000-8000-000000000001";

    public static readonly NodeFloatingIp Floating = new(
        "ffffffff-0001-4000-8000-000000000001", IpAddress.Parse("203.0.113.20"), IpAddress.Parse("192.168.50.5"), Vm1);

    public static readonly NodeRouter R1 = new(
        Router, "r1", "project", AdminStateUp: true, EnableSnat: true, Gateway, [InternalInterface, BackendInterface], [], [Floating]);

    public const string Second = "aaaaaaaa-0000-4000-8000-000000000004";
    public const string SecondGateway = "cccc0005-0000-4000-8000-000000000001";

    /// <summary>R1 with another gateway on the network <see cref="Second"/>, where vm3 has a floating IP.</summary>
    public static readonly NodeRouter R1Twice = R1 with
    {
        MoreGatewayPortIds = [SecondGateway],
        FloatingIps = [Floating, new("ffffffff-0003-4000-8000-000000000001", IpAddress.Parse("198.18.0.20"), IpAddress.Parse("192.168.60.7"), Vm3)],
    };

    /// <summary>A port forwarding of 203.0.113.30.</summary>
    public static NodePortForwarding Forwarding(string protocol, int first, int last, string address, int innerFirst, int innerLast) => new(
        $"{protocol}-{first}", "ffffffff-0002-4000-8000-000000000001", IpAddress.Parse("203.0.113.30"), protocol, first, last,
        IpAddress.Parse(address), innerFirst, innerLast);

    public static NodeView View(NodeRouter? router = null, params NodePort[] ports) => NodeView.Empty with
    {
        Networks = NodeTable<NodeNetwork>.Of(
        [
            Network(Internal, "internal", "192.168.50", DhcpPort),
            Network(Backend, "backend", "192.168.60", null),
            Network(External, "external", "203.0.113", null) with { Mtu = 1500, IsExternal = true },
            Network(Second, "second", "198.18.0", null) with { Mtu = 1500, IsExternal = true },
        ]),
        Ports = NodeTable<NodePort>.Of(new[]
        {
            Port(Gateway, External, "fa:16:3e:00:01:01", "203.0.113.10", "network:router_gateway"),
            Port(SecondGateway, Second, "fa:16:3e:00:01:05", "198.18.0.10", "network:router_gateway"),
            Port(InternalInterface, Internal, "fa:16:3e:00:01:02", "192.168.50.1", "network:router_interface"),
            Port(BackendInterface, Backend, "fa:16:3e:00:01:03", "192.168.60.1", "network:router_interface"),
            Port(DhcpPort, Internal, "fa:16:3e:00:01:04", "192.168.50.2", "network:dhcp"),
            Port(Vm1, Internal, "fa:16:3e:00:00:05", "192.168.50.5", "compute:nova"),
            Port(Vm2, Internal, "fa:16:3e:00:00:06", "192.168.50.6", "compute:nova"),
            Port(Vm3, Backend, "fa:16:3e:00:00:07", "192.168.60.7", "compute:nova"),
        }.ExceptBy(ports.Select(port => port.Id), port => port.Id).Concat(ports)),
        Routers = NodeTable<NodeRouter>.Of(router is null ? [] : [router]),
    };

    public static NodePort Port(string id, string network, string mac, string address, string owner) => new(
        id, "", network, "project", MacAddress.Parse(mac), [new NodeAddress(network, IpAddress.Parse(address))],
        DeviceId: "9999" + id[4..], owner, Host, IsBound: true, HybridPlug: false, AdminStateUp: true,
        PortSecurityEnabled: !owner.StartsWith("network:", StringComparison.Ordinal), [], [], [],
        $"host-{address.Replace('.', '-')}", "");

    public static NodeSecurityGroupRule Rule(
        RuleDirection direction, int version = 4, int? protocol = null, int? min = null, int? max = null, string? group = null, string? prefix = null) =>
        new($"{direction}-{version}-{protocol}-{min}-{max}-{group}-{prefix}", direction, version, protocol, min, max, group,
            prefix is null ? null : IpPrefix.Parse(prefix));

    private static NodeNetwork Network(string id, string name, string block, string? dhcpPort) => new(
        id, name, "project", 1450, new Segment(SegmentType.Vxlan, null, 1),
        [
            // One subnet a network; it has the network's id.
            new NodeSubnet(id, IpPrefix.Parse($"{block}.0/24"), IpAddress.Parse($"{block}.1"), EnableDhcp: true, [], [], null, null),
        ],
        "", dhcpPort, IsExternal: false);
}
