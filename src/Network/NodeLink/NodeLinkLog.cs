using Microsoft.Extensions.Logging;
using Naru.Primitives;

namespace Naru.Network.NodeLink;

/// <summary>Events 1300 to 1349.</summary>
internal static partial class NodeLinkLog
{
    [LoggerMessage(EventId = 1300, Level = LogLevel.Information, Message = "Host {Host} attached ({Mechanism}, tunnels end at {TunnelAddress})")]
    public static partial void NodeAttached(this ILogger log, string host, string mechanism, IpAddress? tunnelAddress);

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "Host {Host} is gone; its data plane stays as it was")]
    public static partial void NodeDetached(this ILogger log, string host);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Error, Message = "What host {Host} reported could not be recorded: {Reason}")]
    public static partial void NodeNotRecorded(this ILogger log, string host, string reason);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Warning, Message = "Changes after revision {Revision} are no longer retained; all hosts are compared anew")]
    public static partial void CommitsMissed(this ILogger log, long revision);
}
