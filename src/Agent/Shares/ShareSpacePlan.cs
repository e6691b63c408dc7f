using Naru.Agent.Namespaces;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Shares;

/// <summary>What the ports of a share server are on its host: a namespace with a device each. The server of the cloud runs the NFS server in it.</summary>
internal static class ShareSpacePlan
{
    private const string DevicePrefix = "shr-";
    private const uint FirstTable = 200;

    // After those of the kernel.
    private const uint FirstPriority = 40_000;

    private static readonly IpPrefix Everywhere = IpPrefix.Containing(IpAddress.V4(0), 0);

    /// <summary>All of a host, in the order of their names.</summary>
    public static IEnumerable<NamespacePlan> All(NodeView view, string host) =>
        from port in view.Ports
        where port.IsOfShareServer && port.Host == host && port.DeviceId.Length > 0
        let attachment = Attachment.Find(view, port.Id)
        where attachment is not null
        group attachment by port.DeviceId into server
        orderby server.Key
        select Of(server.Key, [.. server.OrderBy(attachment => attachment.Port.Id, StringComparer.Ordinal)]);

    private static NamespacePlan Of(string server, IReadOnlyList<Attachment> attachments)
    {
        var ways = attachments.SelectMany(Ways).ToList();
        return new NamespacePlan(
            NodeShareServers.NamespacePrefix + server,
            [.. attachments.Select(attachment => attachment.Device(DevicePrefix))],
            // With several gateways an answer takes the one of the address that was asked: no other network lets it pass.
            [.. ways is [var only] ? [RouteOf(only)] : ways.Select((way, number) => RouteOf(way) with { Table = FirstTable + (uint)number })],
            [
                new SysctlSetting("net/ipv4/conf/all/rp_filter", 0),
                new SysctlSetting("net/ipv4/conf/default/rp_filter", 0),
                // Two devices may be in one network: each speaks for its own address.
                new SysctlSetting("net/ipv4/conf/all/arp_ignore", 1),
                new SysctlSetting("net/ipv4/conf/all/arp_announce", 2),
                new SysctlSetting("net/ipv6/conf/default/accept_ra", 0),
                new SysctlSetting("net/ipv6/conf/default/disable_ipv6", 1),
            ])
        {
            Rules = ways.Count < 2 ? [] : [.. ways.Select((way, number) => new RulePlan(FirstPriority + (uint)number, IpPrefix.Containing(way.Address, way.Address.Bits), FirstTable + (uint)number))],
        };
    }

    private static IEnumerable<(IpAddress Address, IpAddress Gateway, string Device)> Ways(Attachment attachment) =>
        from ip in attachment.Port.FixedIps
        join subnet in attachment.Network.Subnets on ip.SubnetId equals subnet.Id
        where subnet is { Gateway: { IsV4: true } }
        select (ip.Address, subnet.Gateway!.Value, attachment.DeviceName(DevicePrefix)); // It has one.

    private static RoutePlan RouteOf((IpAddress Address, IpAddress Gateway, string Device) way) => new(Everywhere, way.Gateway, way.Device);
}
