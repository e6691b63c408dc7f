using Microsoft.Extensions.Logging;

namespace Naru.Agent.Instances;

/// <summary>Events 2800 to 2899.</summary>
internal static partial class InstancesLog
{
    [LoggerMessage(EventId = 2800, Level = LogLevel.Information, Message = "Instance {Id}: its disks are made (build {Build})")]
    public static partial void InstanceBuilt(this ILogger log, string id, int build);

    [LoggerMessage(EventId = 2801, Level = LogLevel.Information, Message = "Instance {Id}: gone, with its disks")]
    public static partial void InstanceRemoved(this ILogger log, string id);

    [LoggerMessage(EventId = 2802, Level = LogLevel.Warning, Message = "Instance {Id} is not what it shall be, and will be tried again: {Reason}")]
    public static partial void InstanceNotBrought(this ILogger log, string id, string reason);

    [LoggerMessage(EventId = 2803, Level = LogLevel.Error, Message = "Instance {Id}: a step failed; the next one starts from what is really there")]
    public static partial void InstanceFailed(this ILogger log, string id, Exception exception);

    [LoggerMessage(EventId = 2804, Level = LogLevel.Error, Message = "'{Id}' is no id of an instance: expected a UUID")]
    public static partial void InstanceRefused(this ILogger log, string id);

    [LoggerMessage(EventId = 2805, Level = LogLevel.Debug, Message = "The server is away: news of {Count} instances are told when it is back")]
    public static partial void ReportLost(this ILogger log, int count);

    [LoggerMessage(EventId = 2807, Level = LogLevel.Warning, Message = "Instance {Id}: its disk '{Disk}' was not brought to the server: {Reason}")]
    public static partial void DiskNotSent(this ILogger log, string id, string disk, string reason);
}
