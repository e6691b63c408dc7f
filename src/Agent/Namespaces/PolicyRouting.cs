using Naru.Primitives;
using Naru.Protocols.Netlink;
using Naru.Protocols.Netlink.Route;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Agent.Namespaces;

/// <summary>Brings routing rules, the tables behind them and fixed neighbours of a namespace in line.</summary>
/// <remarks>Ours are the rules for marks, those for sources after those of the kernel, the tables that they name, and permanent neighbours on devices of the plan.</remarks>
internal static class PolicyRouting
{
    /// <summary>The last rule of the kernel.</summary>
    private const uint LastOfKernel = 32767;

    /// <returns>Whether there is or was anything of it.</returns>
    public static Result<bool> Apply(RouteSocket route, NamespacePlan plan, Func<string, Link?> find)
    {
        if (!route.Rules.List().TryGet(out var rules, out var error) || !route.Neighbours.List().TryGet(out var neighbours, out error))
            return error;
        var ownRules = rules.Where(rule => rule.Mark is not null || rule.Priority > LastOfKernel && rule.From is not null).ToList();
        var requests = new List<NetlinkMessage>();
        foreach (var table in ownRules.Select(rule => rule.Table).Concat(plan.Rules.Items.Select(rule => rule.Table)).Distinct())
        {
            if (!route.Routes.List(table).TryGet(out var routes, out error))
                return error;
            requests.AddRange(Routes(routes, [.. plan.Routes.Items.Where(wanted => wanted.Table == table)], find));
        }
        requests.AddRange(Rules(ownRules, plan));
        requests.AddRange(Neighbours(neighbours, plan, find));
        if (requests.Count > 0
            && route.Execute(requests).Select(outcome => outcome.Error).FirstOrDefault(refused => refused is not null && !refused.IsAbsence()) is { } failed)
        {
            return failed;
        }
        return ownRules.Count > 0 || !plan.Rules.IsEmpty || !plan.Neighbours.IsEmpty;
    }

    private static IEnumerable<NetlinkMessage> Routes(IEnumerable<IpRoute> actual, List<RoutePlan> desired, Func<string, Link?> find)
    {
        foreach (var stale in actual.Where(route => !desired.Exists(wanted => wanted.Destination == route.Destination)))
            yield return RouteRequests.Delete(stale);
        foreach (var wanted in desired)
        {
            if (find(wanted.Device ?? "") is not { } link
                || actual.Any(route => route.Destination == wanted.Destination && route.Gateway == wanted.Gateway && route.LinkIndex == link.Index))
            {
                continue;
            }
            yield return RouteRequests.Replace(new IpRoute(wanted.Destination)
            {
                Gateway = wanted.Gateway, LinkIndex = link.Index, OnLink = wanted.Gateway is not null, Table = wanted.Table,
            });
        }
    }

    private static IEnumerable<NetlinkMessage> Rules(List<RoutingRule> actual, NamespacePlan plan)
    {
        var wanted = plan.Rules.Items.ToHashSet();
        foreach (var stale in actual.Where(rule => !wanted.Contains(PlanOf(rule))))
            yield return RuleRequests.Delete(stale);
        foreach (var missing in wanted.Except(actual.Select(PlanOf)))
            yield return RuleRequests.Add(new RoutingRule(missing.From?.Version ?? 4, missing.Priority, missing.Table) { From = missing.From, Mark = missing.Mark });
    }

    private static RulePlan PlanOf(RoutingRule rule) => new(rule.Priority, rule.From, rule.Table) { Mark = rule.Mark };

    private static IEnumerable<NetlinkMessage> Neighbours(IEnumerable<Neighbour> actual, NamespacePlan plan, Func<string, Link?> find)
    {
        var links = plan.Devices.Items.Select(device => find(device.Name)).OfType<Link>().ToDictionary(link => link.Name, link => link.Index);
        var indexes = links.Values.ToHashSet();
        var ours = actual.Where(neighbour => neighbour.State is NeighbourState.Permanent && indexes.Contains(neighbour.LinkIndex) && neighbour.Mac is not null)
            .ToDictionary(neighbour => (neighbour.LinkIndex, neighbour.Address));
        var wanted = new HashSet<(int, IpAddress)>();
        foreach (var neighbour in plan.Neighbours)
        {
            if (!links.TryGetValue(neighbour.Device, out var index) || !wanted.Add((index, neighbour.Address)))
                continue;
            if (ours.GetValueOrDefault((index, neighbour.Address))?.Mac != neighbour.Mac)
                yield return NeighbourRequests.Replace(new Neighbour(index, neighbour.Address, neighbour.Mac));
        }
        foreach (var (key, stale) in ours)
        {
            if (!wanted.Contains(key) && !stale.Address.IsMulticast)
                yield return NeighbourRequests.Delete(stale);
        }
    }
}
