using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Naru.Agent.Namespaces;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Routing.Distributed;

/// <summary>
/// A distributed router as it is on each of its hosts: a namespace <c>qrouter-…</c> with the same devices and addresses
/// everywhere. It knows all neighbours, asks for none, and has three ways on: its networks, for a floating IP of this host the cable to
/// <c>fip-…</c>, and for the rest the port of <c>snat-…</c> in the sender's subnet.
/// </summary>
public static class DistributedRouterPlan
{
    /// <summary>The table that leads floating IPs out, as in Neutron.</summary>
    private const uint FloatingIpTable = 16;

    /// <summary>After the main table, before the rules of the subnets, whose priorities are addresses.</summary>
    private const uint FloatingIpPriority = 57_344;

    /// <summary>169.254.64.0/18, where Neutron takes the addresses of these cables from, too.</summary>
    private const uint FirstCableAddress = 0xa9fe_4000;
    private const uint CableCount = 1 << 13;

    private static readonly IpPrefix Everywhere = IpPrefix.Containing(IpAddress.V4(0), 0);
    private static readonly IpPrefix Everywhere6 = IpPrefix.Containing(IpAddress.V6(0), 0);

    /// <summary>Numbers of IPv6 tables and rules: after all that the kernel and the rest of this plan have.</summary>
    private const uint Ipv6Tables = 0x8000_0000;

    /// <summary>Eleven days: for ever, in this clock.</summary>
    private const int NeverProbe = 1_000_000;

    public static RouterPlan Of(NodeView view, NodeRouter router)
    {
        var interfaces = router.InterfacePortIds.Select(id => Attachment.Find(view, id)).OfType<Attachment>()
            .OrderBy(attachment => attachment.Port.Id, StringComparer.Ordinal).ToList();
        var gateway = Attachment.Find(view, router.AgentGatewayPortId);
        var cable = gateway is null ? null : Cable(view, router, gateway);
        var translations = cable is null
            ? RouterTranslations.None
            : RouterTranslations.None with
            {
                GatewayDevice = cable.Name,
                IsDistributed = true,
                FloatingIps = [.. router.FloatingIps.Where(floating => floating.FloatingAddress.IsV4).OrderBy(floating => floating.FloatingAddress)],
            };
        var leaving = cable is null ? [] : translations.FloatingIps.Items;
        var snat = interfaces.SelectMany(attachment => WaysOut(view, router, attachment)).ToList();
        var inside = interfaces.SelectMany(attachment => attachment.Subnets).Select(subnet => subnet.Cidr).ToList();
        return new RouterPlan(
            router,
            new NamespacePlan(
                RouterPlan.NamespacePrefix + router.Id,
                [.. interfaces.Select(RouterPlan.InterfaceDevice)],
                [
                    .. router.Routes.Where(route => inside.Exists(subnet => subnet.Contains(route.NextHop)))
                        .Select(route => new RoutePlan(route.Destination, route.NextHop, Device: null)).DistinctBy(route => route.Destination),
                    .. snat.Select(way => way.Route),
                    .. leaving.IsEmpty ? [] : new[] { new RoutePlan(Everywhere, PeerOf(cable!), cable!.Name) { Table = FloatingIpTable } }, // Not empty only with a cable.
                ],
                [
                    .. RouterPlan.Sysctls(router),
                    // The way out is a neighbour of its senders, who are to come here all the same.
                    new SysctlSetting("net/ipv4/conf/all/send_redirects", 0),
                    new SysctlSetting("net/ipv4/conf/default/send_redirects", 0),
                ])
            {
                DeviceSysctls = [.. interfaces.SelectMany(WanderingAddresses)],
                Cables = cable is null ? [] : [cable],
                Rules =
                [
                    .. leaving.Select(floating => floating.FixedAddress).Distinct()
                        .Select(address => new RulePlan(FloatingIpPriority, IpPrefix.OfHost(address), FloatingIpTable)),
                    .. snat.Select(way => way.Rule),
                ],
                Neighbours = [.. interfaces.SelectMany(attachment => Neighbours(view, attachment))],
            },
            translations,
            RouterTable.Of(translations))
        {
            Advertisements = RouterPlan.AdvertisementsOf(router, interfaces),
        };
    }

    // An allowed address that several ports share is where it was announced last. Asking for it would be in vain, so it is
    // taken from announcements, and never asked after.
    private static IEnumerable<SysctlSetting> WanderingAddresses(Attachment attachment)
    {
        var device = attachment.DeviceName(RouterPlan.InterfacePrefix);
        yield return new SysctlSetting($"net/ipv4/conf/{device}/arp_accept", 1);
        yield return new SysctlSetting($"net/ipv4/neigh/{device}/delay_first_probe_time", NeverProbe);
        if (attachment.Port.FixedIps.Items.All(ip => ip.Address.IsV4))
            yield break;
        yield return new SysctlSetting($"net/ipv6/conf/{device}/accept_untracked_na", 1);
        yield return new SysctlSetting($"net/ipv6/neigh/{device}/delay_first_probe_time", NeverProbe);
    }

    /// <summary>The cable between the router and the floating IPs' namespace, seen from the router.</summary>
    internal static CablePlan Cable(NodeView view, NodeRouter router, Attachment gateway) => new(
        DevicePlan.NameOf(CablePlan.RouterPrefix, router.Id[..10]),
        new CableEnd(DevicePlan.NameOf(CablePlan.FloatingIpPrefix, router.Id[..10]), FloatingIpSpacePlan.NameOf(gateway.Network.Id)),
        gateway.Network.Mtu,
        [new AddressPlan(AddressOf(view, router), 31)]);

    internal static IpAddress PeerOf(CablePlan cable) => cable.Addresses[0].Address.Next;

    // The addresses matter to nobody but the two ends: a number that follows from the router's id, the next one where two meet.
    private static IpAddress AddressOf(NodeView view, NodeRouter router)
    {
        var taken = new HashSet<uint>();
        foreach (var other in view.Routers.Where(other => other.AgentGatewayPortId is not null).OrderBy(other => other.Id, StringComparer.Ordinal))
        {
            var number = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(other.Id))) % CableCount;
            while (!taken.Add(number))
                number = (number + 1) % CableCount;
            if (other.Id == router.Id)
                return IpAddress.V4(FirstCableAddress + 2 * number);
        }
        return IpAddress.V4(FirstCableAddress);
    }

    /// <summary>For each subnet of an interface with a port in <c>snat-…</c>: a rule and the default route it leads to.</summary>
    private static IEnumerable<(RulePlan Rule, RoutePlan Route)> WaysOut(NodeView view, NodeRouter router, Attachment attachment)
    {
        foreach (var own in attachment.Port.FixedIps)
        {
            var exit = router.SnatPortIds.Select(view.Ports.Find).OfType<NodePort>()
                .SelectMany(port => port.FixedIps.Items).FirstOrDefault(ip => ip.SubnetId == own.SubnetId);
            if (exit is null || attachment.Network.Subnets.Items.FirstOrDefault(subnet => subnet.Id == own.SubnetId) is not { } subnet)
                continue;
            var number = NumberOf(own.Address);
            yield return (
                new RulePlan(number, subnet.Cidr, number),
                new RoutePlan(own.Address.IsV4 ? Everywhere : Everywhere6, exit.Address, attachment.DeviceName(RouterPlan.InterfacePrefix)) { Table = number });
        }
    }

    private static uint NumberOf(IpAddress address)
    {
        var value = address.Value;
        return address.IsV4 ? (uint)value : (uint)(value ^ value >> 32 ^ value >> 64 ^ value >> 96) | Ipv6Tables;
    }

    // An answer to a question of this router would go to the one on the neighbour's own host, which has the same addresses.
    private static IEnumerable<NeighbourPlan> Neighbours(NodeView view, Attachment attachment)
    {
        var device = attachment.DeviceName(RouterPlan.InterfacePrefix);
        var subnets = attachment.Subnets.Select(subnet => subnet.Cidr).ToList();
        var ports = view.Ports.Where(port => port.NetworkId == attachment.Network.Id && port.Id != attachment.Port.Id)
            .OrderBy(port => port.Id, StringComparer.Ordinal).ToList();
        var fixedAddresses = ports.SelectMany(port => port.FixedIps.Select(ip => new NeighbourPlan(device, ip.Address, port.Mac))).ToList();
        // An allowed address that only one port has is that port's; of one that several share nobody knows who holds it.
        var allowed = ports.SelectMany(port => port.AllowedAddressPairs.Items)
            .Where(pair => pair.Prefix.Length == pair.Prefix.Network.Bits)
            .GroupBy(pair => pair.Prefix.Network)
            .Where(pairs => pairs.Count() == 1)
            .Select(pairs => new NeighbourPlan(device, pairs.Key, pairs.Single().Mac));
        var onLink = attachment.Port.FixedIps.Items.Any(ip => ip.Address.IsV6)
            ? ports.Select(port => new NeighbourPlan(device, LinkLocal.Of(port.Mac), port.Mac))
            : [];
        return fixedAddresses.Concat(allowed)
            .Where(neighbour => subnets.Exists(subnet => subnet.Contains(neighbour.Address)))
            .Concat(onLink).DistinctBy(neighbour => neighbour.Address);
    }
}
