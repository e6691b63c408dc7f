using Microsoft.Extensions.Logging;

namespace Naru.Agent.Shares;

/// <summary>Events 2820 to 2829.</summary>
internal static partial class SharesLog
{
    [LoggerMessage(EventId = 2820, Level = LogLevel.Error, Message = "The share server in {Namespace} cannot be reached: {Reason}; trying again")]
    public static partial void ShareSpaceFailed(this ILogger log, string @namespace, string reason);
}
