using Microsoft.Extensions.Logging;

namespace Naru.Agent.Underlay;

/// <summary>Events 2700 to 2709.</summary>
internal static partial class UnderlayLog
{
    [LoggerMessage(EventId = 2700, Level = LogLevel.Warning, Message = "The way to {Peer}: {Problem}")]
    public static partial void WayIsBroken(this ILogger log, string peer, string problem);

    [LoggerMessage(EventId = 2701, Level = LogLevel.Information, Message = "The way to {Peer} carries full frames")]
    public static partial void WayIsSound(this ILogger log, string peer);
}
