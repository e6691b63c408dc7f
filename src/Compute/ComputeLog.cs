using Microsoft.Extensions.Logging;

namespace Naru.Compute;

/// <summary>Events 3300 to 3319.</summary>
internal static partial class ComputeLog
{
    [LoggerMessage(EventId = 3300, Level = LogLevel.Warning, Message = "Instance {ServerId} on {Host}: {Reason}")]
    public static partial void InstanceFailed(this ILogger log, string serverId, string host, string reason);

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "Instance {ServerId} does not move to {Host}: {Reason}")]
    public static partial void NotMoved(this ILogger log, string serverId, string host, string reason);
}
