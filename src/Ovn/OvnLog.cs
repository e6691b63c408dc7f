using Microsoft.Extensions.Logging;

namespace Naru.Ovn;

/// <summary>Events 3300 to 3399.</summary>
internal static partial class OvnLog
{
    [LoggerMessage(EventId = 3300, Level = LogLevel.Information,
        Message = "OVN: {Rows} rows compared in {Milliseconds} ms; {Differences} differences")]
    public static partial void Compared(this ILogger log, int rows, double milliseconds, int differences);

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "OVN: the northbound database was changed by somebody else, {Count} differences; repairing, first {First}")]
    public static partial void Repaired(this ILogger log, int count, string first);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Warning, Message = "OVN: the northbound database is away, networks go on as they are: {Reason}")]
    public static partial void NorthboundAway(this ILogger log, string reason);

    [LoggerMessage(EventId = 3303, Level = LogLevel.Error, Message = "OVN: a transaction was refused and will be tried again after a comparison: {Reason}")]
    public static partial void Refused(this ILogger log, string reason);

    [LoggerMessage(EventId = 3304, Level = LogLevel.Error, Message = "OVN: a round failed; the next one starts with a comparison")]
    public static partial void RoundFailed(this ILogger log, Exception exception);

    [LoggerMessage(EventId = 3305, Level = LogLevel.Information, Message = "OVN: this server writes the northbound database")]
    public static partial void Writes(this ILogger log);

    [LoggerMessage(EventId = 3310, Level = LogLevel.Information, Message = "OVN: chassis {Chassis} is host '{Host}'")]
    public static partial void ChassisAttached(this ILogger log, string chassis, string host);

    [LoggerMessage(EventId = 3311, Level = LogLevel.Warning, Message = "OVN: chassis {Chassis} of host '{Host}' gives no sign of life")]
    public static partial void ChassisAway(this ILogger log, string chassis, string host);

    [LoggerMessage(EventId = 3312, Level = LogLevel.Warning, Message = "OVN: what the southbound database tells could not be recorded: {Reason}")]
    public static partial void NotRecorded(this ILogger log, string reason);
}
