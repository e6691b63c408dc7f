using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Observing;

/// <summary>Finds how a namespace routes to an address, and what it knows of the next hop.</summary>
internal static class RouteLook
{
    public static Result<string> Find(string space, string text, uint table)
    {
        if (!IpAddress.TryParse(text, out var address))
            return Error.Invalid($"'{text}' is no IP address.");
        return NetworkNamespace.Open(space).Then(home =>
        {
            using (home)
                return RouteSocket.Open(home).Then(route => Find(route, space, address, table));
        });
    }

    private static Result<string> Find(RouteSocket route, string space, IpAddress address, uint table)
    {
        using (route)
        {
            if (!route.Routes.List(table).TryGet(out var routes, out var error) || !route.Links.List().TryGet(out var links, out error)
                || !route.Neighbours.List().TryGet(out var neighbours, out error))
            {
                return error;
            }
            if (routes.Where(candidate => candidate.Destination.Contains(address)).MaxBy(candidate => candidate.Destination.Length) is not { } found)
                return Error.NotFound("ENETUNREACH", $"Namespace '{space}' has no route to {address}.");
            var device = links.FirstOrDefault(link => link.Index == found.LinkIndex)?.Name ?? "?";
            var nextHop = found.Gateway ?? address;
            var destination = found.Destination.Length == 0 ? "default" : found.Destination.ToString();
            var neighbour = neighbours.FirstOrDefault(candidate => candidate.LinkIndex == found.LinkIndex && candidate.Address == nextHop);
            return $"{destination}{(found.Gateway is { } gateway ? $" via {gateway}" : "")} dev {device}{(table is RoutingTable.Main ? "" : $" table {table}")}\n"
                + $"{nextHop} {(neighbour?.Mac is { } mac ? $"lladdr {mac} {neighbour.State}" : "not asked for yet")}";
        }
    }
}
