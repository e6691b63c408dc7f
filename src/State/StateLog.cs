using Microsoft.Extensions.Logging;

namespace Naru.State;

internal static partial class StateLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information,
        Message = "State opened at revision {Revision}: {Documents} documents in {Elapsed}")]
    public static partial void Opened(this ILogger log, long revision, int documents, TimeSpan elapsed);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error,
        Message = "The journal refused {Writes} writes after revision {Revision}; they were answered as unavailable")]
    public static partial void AppendFailed(this ILogger log, Exception exception, int writes, long revision);
}
