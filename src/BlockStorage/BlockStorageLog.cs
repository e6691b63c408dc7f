using Microsoft.Extensions.Logging;

namespace Naru.BlockStorage;

/// <summary>Events 3300 to 3319.</summary>
internal static partial class BlockStorageLog
{
    [LoggerMessage(EventId = 3300, Level = LogLevel.Information, Message = "{Count} files that no volume or snapshot names removed")]
    public static partial void Swept(this ILogger log, int count);

    [LoggerMessage(EventId = 3301, Level = LogLevel.Information, Message = "{Count} jobs that were accepted before are gone on with")]
    public static partial void GoesOn(this ILogger log, int count);

    [LoggerMessage(EventId = 3303, Level = LogLevel.Warning, Message = "{Kind} of {ResourceId} failed: {Reason}")]
    public static partial void JobFailed(this ILogger log, string kind, string resourceId, string reason);

    [LoggerMessage(EventId = 3304, Level = LogLevel.Error, Message = "{Kind} of {ResourceId} failed because of a defect")]
    public static partial void JobBroke(this ILogger log, Exception exception, string kind, string resourceId);

    [LoggerMessage(EventId = 3306, Level = LogLevel.Information, Message = "Volumes are reached over NBD at {Address}, port {Port}")]
    public static partial void Exporting(this ILogger log, string address, int port);

    [LoggerMessage(EventId = 3307, Level = LogLevel.Error, Message = "Volumes are not reached over NBD at {Address}: {Reason}")]
    public static partial void NotExporting(this ILogger log, string address, string reason);

    [LoggerMessage(EventId = 3305, Level = LogLevel.Debug, Message = "{Kind} of {ResourceId} done")]
    public static partial void JobDone(this ILogger log, string kind, string resourceId);

    [LoggerMessage(EventId = 3308, Level = LogLevel.Warning, Message = "The backend {Backend} is not swept before the next start: {Reason}")]
    public static partial void NotSwept(this ILogger log, string backend, string reason);
}
