using Microsoft.Extensions.Logging;

namespace Naru.Agent.Ovn;

/// <summary>Events 2700 to 2799.</summary>
internal static partial class OvnAgentLog
{
    [LoggerMessage(EventId = 2700, Level = LogLevel.Error, Message = "Metadata of network {Network} cannot be served on this host: {Reason}")]
    public static partial void MetadataNotServed(this ILogger log, string network, string reason);

    [LoggerMessage(EventId = 2701, Level = LogLevel.Information, Message = "br-int: {Added} metadata ports added, {Removed} removed")]
    public static partial void MetadataPortsChanged(this ILogger log, int added, int removed);
}
