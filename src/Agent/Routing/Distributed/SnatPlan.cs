using Naru.Agent.Namespaces;
using Naru.NodeContract;

namespace Naru.Agent.Routing.Distributed;

/// <summary>
/// The way out of a distributed router, on one host: a namespace <c>snat-…</c> with the gateway and a device <c>sg-…</c> in each
/// subnet. It translates what has no floating IP, and the floating IPs that no host of their own can.
/// </summary>
public static class SnatPlan
{
    public const string NamespacePrefix = "snat-";

    private const string InterfacePrefix = "sg-";

    /// <summary>Null: this host is not the router's way out, or there is none.</summary>
    public static RouterPlan? Of(NodeView view, NodeRouter router, string host)
    {
        if (!router.IsDistributed || router.SnatHost != host || Attachment.Find(view, router.GatewayPortId) is not { } gateway)
            return null;
        var translations = RouterPlan.TranslationsOf(router, gateway, router.CentralFloatingIps);
        var interfaces = router.SnatPortIds.Select(id => Attachment.Find(view, id)).OfType<Attachment>()
            .OrderBy(attachment => attachment.Port.Id, StringComparer.Ordinal);
        return new RouterPlan(
            router,
            new NamespacePlan(
                NamespacePrefix + router.Id,
                [RouterPlan.GatewayDevice(gateway, translations), .. interfaces.Select(attachment => attachment.Device(InterfacePrefix))],
                [.. RouterPlan.Routes(router, gateway)],
                [.. RouterPlan.Sysctls(router)]),
            translations,
            RouterTable.Of(translations, InterfacePrefix))
        {
            Options = [.. RouterPlan.Optional(router)],
        };
    }
}
