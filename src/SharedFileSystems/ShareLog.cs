using Microsoft.Extensions.Logging;

namespace Naru.SharedFileSystems;

/// <summary>Events 3240 to 3259.</summary>
internal static partial class ShareLog
{
    [LoggerMessage(EventId = 3241, Level = LogLevel.Information, Message = "Shares are exported over NFS at {Address}; growing them {Interruption}")]
    public static partial void Exporting(this ILogger log, string address, string interruption);

    [LoggerMessage(EventId = 3242, Level = LogLevel.Information, Message = "Shares are simulated: {Reason}")]
    public static partial void Simulated(this ILogger log, string reason);

    [LoggerMessage(EventId = 3243, Level = LogLevel.Warning, Message = "{Work} of {Kind} {Id} failed: {Reason}")]
    public static partial void WorkFailed(this ILogger log, string work, string kind, string id, string reason);

    [LoggerMessage(EventId = 3244, Level = LogLevel.Warning, Message = "Exports could not be published: {Reason}; trying again")]
    public static partial void PublishFailed(this ILogger log, string reason);

    [LoggerMessage(EventId = 3245, Level = LogLevel.Information, Message = "NFS server {Pid} {What}")]
    public static partial void NfsServer(this ILogger log, int pid, string what);

    [LoggerMessage(EventId = 3246, Level = LogLevel.Information, Message = "{Count} files of shares that do not exist removed")]
    public static partial void Swept(this ILogger log, int count);

    [LoggerMessage(EventId = 3248, Level = LogLevel.Error, Message = "Volume {Volume} is not exported: {Reason}; trying again")]
    public static partial void NotExported(this ILogger log, string volume, string reason);

    [LoggerMessage(EventId = 3249, Level = LogLevel.Warning, Message = "Share server {Server} failed: {Reason}")]
    public static partial void ServerFailed(this ILogger log, string server, string reason);

    [LoggerMessage(EventId = 3250, Level = LogLevel.Information, Message = "Share server {Server} removed")]
    public static partial void ServerRemoved(this ILogger log, string server);

    [LoggerMessage(EventId = 3251, Level = LogLevel.Information, Message = "Shares are in {Group} of the file system {FileSystem} of Ceph, whose monitors are {Monitors}")]
    public static partial void InCeph(this ILogger log, string fileSystem, string group, string monitors);

    [LoggerMessage(EventId = 3247, Level = LogLevel.Error, Message = "The worker of shares failed; it starts anew")]
    public static partial void WorkerFailed(this ILogger log, Exception exception);
}
