using Microsoft.Extensions.Logging;

namespace Naru.Rest;

/// <summary>Events 1000 to 1099.</summary>
internal static partial class RestLog
{
    [LoggerMessage(EventId = 1000, Level = LogLevel.Error, Message = "{Method} {Path} failed ({RequestId})")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string path, string requestId);
}
