using Naru.Agent.Namespaces;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Routing;

/// <summary>Floating IPs of an external network on which a router has an interface and no gateway.</summary>
internal static class FloatingInterfaces
{
    /// <summary>The translations, and those of the interfaces by which floating IPs lead in.</summary>
    public static RouterTranslations Complete(RouterTranslations translations, NodeRouter router, IEnumerable<Attachment> interfaces)
    {
        var sides = interfaces.Where(attachment => attachment.Network.IsExternal)
            .Select(attachment => SideOf(attachment, router))
            .Where(side => !side.FloatingAddresses.IsEmpty)
            .ToEquatableList();
        if (sides.IsEmpty)
            return translations;
        return translations with
        {
            FloatingIps = [.. router.FloatingIps.Where(floating => floating.FloatingAddress.IsV4).OrderBy(floating => floating.FloatingAddress)],
            FloatingInterfaces = sides,
        };
    }

    public static DevicePlan Device(Attachment attachment, RouterTranslations translations)
    {
        var device = RouterPlan.InterfaceDevice(attachment);
        return translations.FloatingInterfaces.Items.FirstOrDefault(side => side.Device == device.Name) is { } side
            ? device with { Addresses = [.. device.Addresses, .. side.FloatingAddresses.Select(AddressPlan.Alone)] }
            : device;
    }

    private static GatewayTranslations SideOf(Attachment attachment, NodeRouter router)
    {
        var floatingIps = router.FloatingIps.Where(floating => attachment.Network.Subnets.Items.Any(subnet => subnet.Cidr.Contains(floating.FloatingAddress)))
            .OrderBy(floating => floating.FloatingAddress).ToEquatableList();
        return new GatewayTranslations(
            attachment.DeviceName(RouterPlan.InterfacePrefix), Address: null, floatingIps, [.. floatingIps.Select(floating => floating.FloatingAddress)]);
    }
}
