using Naru.NodeContract;

namespace Naru.Agent.SecurityLog;

/// <summary>What is to be logged of which port.</summary>
public static class LoggedPorts
{
    public static LoggedEvents EventsOf(NodeView view, string portId)
    {
        var events = LoggedEvents.None;
        foreach (var log in view.Logs)
        {
            if (log.PortIds.Items.Contains(portId))
                events |= log.Events;
        }
        return events;
    }

    /// <summary>The logs that a decision about a port belongs to.</summary>
    public static IEnumerable<NodeLog> LogsOf(NodeView view, LogMark mark) => view.Logs
        .Where(log => log.Events.HasFlag(mark.IsAccepted ? LoggedEvents.Accept : LoggedEvents.Drop) && log.PortIds.Items.Contains(mark.PortId))
        .OrderBy(log => log.Id, StringComparer.Ordinal);
}
