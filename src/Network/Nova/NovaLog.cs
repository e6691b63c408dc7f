using Microsoft.Extensions.Logging;

namespace Naru.Network.Nova;

/// <summary>Events 1370 to 1379.</summary>
internal static partial class NovaLog
{
    [LoggerMessage(EventId = 1370, Level = LogLevel.Debug, Message = "Nova was told {Count} events")]
    public static partial void NovaTold(this ILogger log, int count);

    [LoggerMessage(EventId = 1371, Level = LogLevel.Warning, Message = "Nova could not be told {Count} events and will be tried again: {Reason}")]
    public static partial void NovaAway(this ILogger log, int count, string reason);

    [LoggerMessage(EventId = 1372, Level = LogLevel.Error, Message = "Nova could not be told {Count} events, which are given up: {Reason}")]
    public static partial void NovaGivenUp(this ILogger log, int count, string reason);

    [LoggerMessage(EventId = 1373, Level = LogLevel.Warning, Message = "Nova refused {Count} events with {Status}")]
    public static partial void NovaRefused(this ILogger log, int count, int status);

    [LoggerMessage(EventId = 1374, Level = LogLevel.Warning, Message = "Nova refused {Name} of instance {Server}, port {Port}, with {Status}")]
    public static partial void NovaEventRefused(this ILogger log, string name, string server, string port, int status);

    [LoggerMessage(EventId = 1375, Level = LogLevel.Warning, Message = "Changes after revision {Revision} are no longer retained; Nova is not told of them")]
    public static partial void NovaEventsMissed(this ILogger log, long revision);
}
