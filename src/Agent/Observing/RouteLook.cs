using System.Globalization;
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
            var destination = found.Destination.Length == 0 ? "default" : found.Destination.ToString();
            var tail = table is RoutingTable.Main ? "" : $" table {table}";
            if (!found.NextHops.IsEmpty)
            {
                var lines = found.NextHops.Select(hop => Neighbour(hop.Gateway ?? address, hop.LinkIndex));
                return string.Join('\n', lines.Prepend(
                    $"{destination}{tail}{string.Concat(found.NextHops.Select(hop => $" nexthop via {hop.Gateway} dev {NameOf(hop.LinkIndex)}"))}"));
            }
            return $"{destination}{(found.Gateway is { } gateway ? $" via {gateway}" : "")} dev {NameOf(found.LinkIndex)}{tail}\n{Neighbour(found.Gateway ?? address, found.LinkIndex)}";

            string NameOf(int? index) => links.FirstOrDefault(link => link.Index == index)?.Name ?? "?";

            string Neighbour(IpAddress nextHop, int? link)
            {
                var neighbour = neighbours.FirstOrDefault(candidate => candidate.LinkIndex == link && candidate.Address == nextHop);
                return $"{nextHop} {(neighbour?.Mac is { } mac ? $"lladdr {mac} {neighbour.State}" : "not asked for yet")}";
            }
        }
    }

    /// <summary>Which of several gateways the kernel takes.</summary>
    /// <param name="flow">Source, destination, protocol, source port, destination port.</param>
    public static Result<string> Choose(string space, string device, IReadOnlyList<string> flow)
    {
        if (flow is not [var from, var to, var number, var here, var there] || !IpAddress.TryParse(from, out var source) || !IpAddress.TryParse(to, out var destination)
            || !byte.TryParse(number, CultureInfo.InvariantCulture, out var protocol)
            || !ushort.TryParse(here, CultureInfo.InvariantCulture, out var sourcePort) || !ushort.TryParse(there, CultureInfo.InvariantCulture, out var destinationPort))
        {
            return Error.Invalid($"'{string.Join(' ', flow)}' are not two IP addresses, a protocol and its ports.");
        }
        return NetworkNamespace.Open(space).Then(home =>
        {
            using (home)
            {
                if (!RouteSocket.Open(home).TryGet(out var route, out var error))
                    return error;
                using (route)
                    return Choose(route, device, new RouteQuestion(source, destination) { Protocol = protocol, SourcePort = sourcePort, DestinationPort = destinationPort });
            }
        });
    }

    private static Result<string> Choose(RouteSocket route, string device, RouteQuestion question)
    {
        if (device.Length > 0)
        {
            if (!route.Links.Get(device).TryGet(out var link, out var error))
                return error;
            question = question with { InputLink = link.Index };
        }
        return route.Routes.Look(question)
            .Then(found => found.LinkIndex is { } output
                ? route.Links.Get(output)
                : Error.NotFound("ENETUNREACH", $"No device leads from {question.Source} to {question.Destination}."))
            .Map(link => link.Name);
    }
}
