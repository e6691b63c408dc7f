using Naru.Agent.Nftables;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Routing;

/// <summary>The protocols that a router follows: their connections get a helper of the kernel.</summary>
/// <remarks>A table of its own: a kernel without the helper refuses it as a whole, and the router must go on translating.</remarks>
internal static class HelperTable
{
    public static readonly NftTable Name = new(NftFamily.Ip, "naru-helpers");

    public static TablePlan Of(IEnumerable<NodeConntrackHelper> helpers)
    {
        var ordered = helpers.OrderBy(helper => (helper.Protocol, helper.Port)).ToList();
        return new TablePlan(
            Name,
            [.. ordered.DistinctBy(ObjectOf).Select(helper => NftSet.OfObject(
                "ct helper", ObjectOf(helper), $"type \"{KernelName(helper)}\" protocol {helper.Protocol}; l3proto ip;"))],
            [
                // After connection tracking has found the connection, before anything is translated.
                new NftChain("prerouting", "type filter hook prerouting priority mangle; policy accept;",
                    ordered.Select(helper => $"{helper.Protocol} dport {helper.Port} ct helper set \"{ObjectOf(helper)}\"").ToEquatableList()),
            ]);
    }

    private static string ObjectOf(NodeConntrackHelper helper) => $"{helper.Helper}-{helper.Protocol}";

    // What is called H.323 is two protocols: call signalling over TCP, admission over UDP.
    private static string KernelName(NodeConntrackHelper helper) => (helper.Helper, helper.Protocol) switch
    {
        ("h323", "tcp") => "Q.931",
        ("h323", _) => "RAS",
        _ => helper.Helper,
    };
}
