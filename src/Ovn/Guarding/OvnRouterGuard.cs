using Naru.Network.Routers;
using Naru.Primitives;
using Naru.State;

namespace Naru.Ovn.Guarding;

/// <summary>Refuses of routers what OVN has no words for.</summary>
internal sealed class OvnRouterGuard : IRouterGuard
{
    public Result<Done> CheckChanging(IStateReader state, Router? before, Router after) => after switch
    {
        { IsDistributed: true } or { IsHighlyAvailable: true } => Refuse(
            "Routers of OVN are distributed, with ways out that take over from each other: 'distributed' and 'ha' cannot be chosen; leave them out"),
        { EnableNdpProxy: true } => Refuse("OVN has no NDP proxy: leave 'enable_ndp_proxy' out"),
        _ => Done.Ok,
    };

    private static Error Refuse(string message) => Error.Invalid(message) with { Type = "BadRequest" };
}
