using Naru.Network.Ports;
using Naru.Network.SecurityLogs;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>The logs that are about ports of a host.</summary>
internal static class NodeLogs
{
    public static IEnumerable<NodeLog> Of(IStateReader state, IReadOnlyCollection<Port> localPorts)
    {
        foreach (var log in state.In(SecurityLogTable.Table).All)
        {
            if (!log.Enabled)
                continue;
            var ports = localPorts.Where(port => IsMeant(log, port)).Select(port => port.Id).Order(StringComparer.Ordinal).ToEquatableList();
            if (!ports.IsEmpty)
                yield return new NodeLog(log.Id, log.ProjectId, EventsOf(log), ports);
        }
    }

    private static bool IsMeant(SecurityLog log, Port port) =>
        (log.TargetId is null || log.TargetId == port.Id)
        && (log.ResourceId is { } group ? port.SecurityGroupIds.Items.Contains(group) : log.TargetId is not null || port.ProjectId == log.ProjectId)
        && !port.SecurityGroupIds.IsEmpty;

    private static LoggedEvents EventsOf(SecurityLog log) => log.Event switch
    {
        "ACCEPT" => LoggedEvents.Accept,
        "DROP" => LoggedEvents.Drop,
        _ => LoggedEvents.All,
    };
}
