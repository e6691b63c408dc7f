using Microsoft.Extensions.Logging;

namespace Naru.ObjectStorage;

/// <summary>Events 3100 to 3119.</summary>
internal static partial class ObjectStorageLog
{
    [LoggerMessage(EventId = 3100, Level = LogLevel.Information, Message = "{Count} files of uploads that were never acknowledged removed")]
    public static partial void Swept(this ILogger log, int count);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "{Container}/{Name} has ended and is removed without keeping its former version: {Reason}")]
    public static partial void NotRemoved(this ILogger log, string container, string name, string reason);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "{Method} {Path} failed ({TransactionId})")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string path, string transactionId);
}
