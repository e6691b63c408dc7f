using Microsoft.Extensions.Logging;

namespace Naru.Agent.SecurityLog;

/// <summary>Events 2680 to 2699.</summary>
internal static partial class SecurityLogMessages
{
    [LoggerMessage(EventId = 2680, Level = LogLevel.Information, Message = "Security group: {Line}")]
    public static partial void Decided(this ILogger log, string line);

    [LoggerMessage(EventId = 2681, Level = LogLevel.Error, Message = "The log of security groups '{File}' cannot be written ({Reason}): {Line}")]
    public static partial void FileNotWritten(this ILogger log, string file, string reason, string line);

    [LoggerMessage(EventId = 2682, Level = LogLevel.Warning, Message = "What security groups decide cannot be read from {Source} and will be tried again: {Reason}")]
    public static partial void SourceAway(this ILogger log, string source, string reason);
}
