using Microsoft.Extensions.Logging;
using Naru.Primitives;

namespace Naru.Agent.RouterAdvertising;

/// <summary>Events 2350 to 2359.</summary>
internal static partial class AdvertisingLog
{
    [LoggerMessage(EventId = 2350, Level = LogLevel.Debug, Message = "Router advertisement in {Namespace} to {Destination}: {Plan}")]
    public static partial void Advertised(this ILogger log, string @namespace, AdvertisementPlan plan, IpAddress destination);

    [LoggerMessage(EventId = 2351, Level = LogLevel.Debug, Message = "Router advertisement in {Namespace} on {Device} not sent: {Reason}; the next one follows")]
    public static partial void AdvertisementFailed(this ILogger log, string @namespace, string device, string reason);

    [LoggerMessage(EventId = 2352, Level = LogLevel.Warning, Message = "Router solicitations in {Namespace} cannot be received: {Reason}; going on")]
    public static partial void SolicitationsFailed(this ILogger log, string @namespace, string reason);
}
