using Microsoft.Extensions.Logging;

namespace Naru.Network.Routers.HighAvailability;

/// <summary>Events 1350 to 1369.</summary>
internal static partial class ElectionLog
{
    [LoggerMessage(EventId = 1350, Level = LogLevel.Warning, Message = "Router {Router} has moved from {From} to {To}")]
    public static partial void RouterMoved(this ILogger log, string router, string from, string to);

    [LoggerMessage(EventId = 1351, Level = LogLevel.Error, Message = "Routers of {Host} could not be moved: {Reason}")]
    public static partial void ElectionFailed(this ILogger log, string host, string reason);

    [LoggerMessage(EventId = 1352, Level = LogLevel.Warning, Message = "Host {Host} has been away for {Away}; its routers and networks are moved")]
    public static partial void HostEvacuated(this ILogger log, string host, TimeSpan away);

    [LoggerMessage(EventId = 1353, Level = LogLevel.Error, Message = "What host {Host} served could not be moved: {Reason}")]
    public static partial void EvacuationFailed(this ILogger log, string host, string reason);
}
