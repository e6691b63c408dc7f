using Microsoft.Extensions.Logging;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Nftables;

/// <summary>Events 2600 to 2619.</summary>
internal static partial class NftablesLog
{
    [LoggerMessage(EventId = 2600, Level = LogLevel.Warning, Message = "nftables: table {Table} in {Namespace} was missing; made again")]
    public static partial void TableMissing(this ILogger log, NftTable table, string @namespace);

    [LoggerMessage(EventId = 2601, Level = LogLevel.Warning,
        Message = "nftables: table {Table} in {Namespace} was changed by somebody else; put back")]
    public static partial void TableChanged(this ILogger log, NftTable table, string @namespace);
}
