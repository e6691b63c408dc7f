using Microsoft.Extensions.Logging;

namespace Naru.ObjectStorage;

/// <summary>Events 3100 to 3119.</summary>
internal static partial class ObjectStorageLog
{
    [LoggerMessage(EventId = 3100, Level = LogLevel.Information, Message = "{Count} runs of bytes that no object has removed")]
    public static partial void Swept(this ILogger log, int count);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "{Container}/{Name} has ended and is removed without keeping its former version: {Reason}")]
    public static partial void NotRemoved(this ILogger log, string container, string name, string reason);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "{Method} {Path} failed ({TransactionId})")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string path, string transactionId);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Warning, Message = "The store at {Endpoint} did not {What}: {Reason}")]
    public static partial void EngineFailed(this ILogger log, Uri endpoint, string what, string reason);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Warning, Message = "What no object has is not removed yet: {Reason}")]
    public static partial void NotSwept(this ILogger log, string reason);
}
