using System.Net;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Dns;

internal static partial class DnsLog
{
    [LoggerMessage(EventId = 2401, Level = LogLevel.Information, Message = "DNS on {Address} in {Namespace}: listening")]
    public static partial void DnsStarted(this ILogger log, IpAddress address, string @namespace);

    [LoggerMessage(EventId = 2402, Level = LogLevel.Debug, Message = "DNS on {Address}: {Answer}")]
    public static partial void DnsAnswered(this ILogger log, IpAddress address, DnsMessage answer);

    [LoggerMessage(EventId = 2403, Level = LogLevel.Warning, Message = "DNS: resolver {Upstream} failed: {Reason}; the next one is asked")]
    public static partial void DnsUpstreamFailed(this ILogger log, IPEndPoint upstream, string reason);

    [LoggerMessage(EventId = 2404, Level = LogLevel.Debug, Message = "DNS: answer not delivered: {Reason}")]
    public static partial void DnsNotDelivered(this ILogger log, string reason);

    [LoggerMessage(EventId = 2405, Level = LogLevel.Warning, Message = "DNS on {Address}: {Reason}; going on")]
    public static partial void DnsReceiveFailed(this ILogger log, IpAddress address, string reason);

    [LoggerMessage(EventId = 2406, Level = LogLevel.Warning, Message = "DNS on {Address}: too many questions are open, this one fails")]
    public static partial void DnsOverloaded(this ILogger log, IpAddress address);
}
