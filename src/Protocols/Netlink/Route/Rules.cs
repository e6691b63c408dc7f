using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>The routing rules of a namespace that lead to a table: <c>ip rule</c>, <c>ip -6 rule</c>.</summary>
public sealed class Rules
{
    private readonly NetlinkSocket _socket;

    internal Rules(NetlinkSocket socket) => _socket = socket;

    public Result<ImmutableArray<RoutingRule>> List() => _socket.Dump(RuleRequests.List(), RoutingRule.Read);

    /// <summary>Adds a rule; EEXIST if the same is there.</summary>
    public Result<Done> Add(RoutingRule rule) => _socket.Execute(RuleRequests.Add(rule));

    /// <summary>Deletes a rule; one that is not there is fine.</summary>
    public Result<Done> Delete(RoutingRule rule) => _socket.Execute(RuleRequests.Delete(rule)).OrAbsent();
}
