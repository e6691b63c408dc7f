using Microsoft.Extensions.Logging;

namespace Naru.Images;

/// <summary>Events 3200 to 3219.</summary>
internal static partial class ImagesLog
{
    [LoggerMessage(EventId = 3200, Level = LogLevel.Information, Message = "{Count} files of images that were never finished or are deleted removed")]
    public static partial void Swept(this ILogger log, int count);

    [LoggerMessage(EventId = 3201, Level = LogLevel.Warning, Message = "{Count} images were being uploaded or imported when the server ended; they are queued again")]
    public static partial void QueuedAgain(this ILogger log, int count);

    [LoggerMessage(EventId = 3203, Level = LogLevel.Warning, Message = "Import of image {ImageId} failed: {Reason}")]
    public static partial void ImportFailed(this ILogger log, string imageId, string reason);
}
