using Microsoft.Extensions.Logging;

namespace Naru.Agent.Routing;

/// <summary>Events 2640 to 2659.</summary>
internal static partial class RoutingLog
{
    [LoggerMessage(EventId = 2640, Level = LogLevel.Warning, Message = "Router {Router} is not in place and will be tried again: {Reason}")]
    public static partial void RouterFailed(this ILogger log, string router, string reason);
}
