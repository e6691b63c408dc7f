using Microsoft.Extensions.Logging;

namespace Naru.Agent.Routing;

/// <summary>Events 2640 to 2659.</summary>
internal static partial class RoutingLog
{
    [LoggerMessage(EventId = 2640, Level = LogLevel.Warning, Message = "Router {Router} is not in place and will be tried again: {Reason}")]
    public static partial void RouterFailed(this ILogger log, string router, string reason);

    [LoggerMessage(EventId = 2650, Level = LogLevel.Warning, Message = "{Namespace} is not in place and will be tried again: {Reason}")]
    public static partial void FloatingIpsFailed(this ILogger log, string @namespace, string reason);

    [LoggerMessage(EventId = 2651, Level = LogLevel.Information, Message = "Router {Router}: this host is active")]
    public static partial void RouterTaken(this ILogger log, string router);

    [LoggerMessage(EventId = 2652, Level = LogLevel.Information, Message = "Router {Router}: this host stands by")]
    public static partial void RouterLeft(this ILogger log, string router);

    [LoggerMessage(EventId = 2653, Level = LogLevel.Warning, Message = "The lease of router {Router} cannot be written and will be tried again: {Reason}")]
    public static partial void LeaseNotWritten(this ILogger log, string router, string reason);

    [LoggerMessage(EventId = 2654, Level = LogLevel.Warning, Message = "Hosts of routers cannot be asked on UDP port {Port}, only the server: {Reason}")]
    public static partial void PeersUnreachable(this ILogger log, int port, string reason);
}
