using Microsoft.Extensions.Logging;

namespace Naru.Rest;

/// <summary>Events 1100 to 1149.</summary>
internal static partial class RestLog
{
    [LoggerMessage(EventId = 1100, Level = LogLevel.Error, Message = "{Method} {Path} failed ({RequestId})")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string path, string requestId);
}
