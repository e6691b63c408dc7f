using Microsoft.Extensions.Logging;

namespace Naru.Rest;

/// <summary>Events 1100 to 1149.</summary>
internal static partial class RestLog
{
    [LoggerMessage(EventId = 1100, Level = LogLevel.Error, Message = "{Method} {Path} failed ({RequestId})")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string path, string requestId);

    [LoggerMessage(EventId = 1131, Level = LogLevel.Information, Message = "Policy: {Rules} rules of {Path} are in force")]
    public static partial void PolicyLoaded(this ILogger log, int rules, string path);

    [LoggerMessage(EventId = 1132, Level = LogLevel.Error, Message = "Policy: {Path} is not taken over, the rules stay as they were: {Reason}")]
    public static partial void PolicyRefused(this ILogger log, string path, string reason);

    [LoggerMessage(EventId = 1130, Level = LogLevel.Warning, Message = "Keystone at {Address}: {Reason}")]
    public static partial void KeystoneAway(this ILogger log, Uri address, string reason);
}
