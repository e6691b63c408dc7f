using Naru.Primitives;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.LinuxBridge;

/// <summary>Moves the host's own addresses: a card in a bridge hears nothing of its own, so that they have to be the bridge's, and back.</summary>
internal static class CardAddresses
{
    /// <summary>The addresses of a link that are not of the link itself.</summary>
    public static Result<IReadOnlyList<InterfaceAddress>> Of(RouteSocket route, int link) => route.Addresses.List(link).Map<IReadOnlyList<InterfaceAddress>>(
        listed => [.. listed.Where(address => address.LinkIndex == link && address.Scope is not RouteScope.Link)]);

    /// <summary>Moves addresses and the routes that somebody made over them. The kernel's own routes follow the addresses.</summary>
    public static Result<Done> Move(RouteSocket route, IReadOnlyList<InterfaceAddress> addresses, int from, int to)
    {
        if (!route.Routes.List().TryGet(out var routes, out var unread))
            return unread;
        // Those with a gateway come last: they need the others.
        var made = routes.Where(each => each.LinkIndex == from && each.Protocol is not RouteProtocol.Kernel)
            .OrderBy(each => each.Gateway is not null).ToList();
        var outcomes = route.Execute([
            .. addresses.Select(AddressRequests.Delete),
            .. addresses.Select(address => AddressRequests.Replace(address with { LinkIndex = to })),
            .. made.Select(each => RouteRequests.Replace(each with { LinkIndex = to })),
        ]);
        return outcomes.Select(outcome => outcome.Error).FirstOrDefault(error => error is not null) is { } refused ? refused : Done.Ok;
    }
}
