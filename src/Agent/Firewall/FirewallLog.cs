using Microsoft.Extensions.Logging;

namespace Naru.Agent.Firewall;

/// <summary>Events 2660 to 2679.</summary>
internal static partial class FirewallLog
{
    [LoggerMessage(EventId = 2660, Level = LogLevel.Warning, Message = "The security groups of ports on Linux bridges are not in place and will be tried again: {Reason}")]
    public static partial void FirewallFailed(this ILogger log, string reason);

    [LoggerMessage(EventId = 2661, Level = LogLevel.Information, Message = "Port {Port}: {Count} connections cut that no rule allows any more")]
    public static partial void ConnectionsCut(this ILogger log, string port, int count);
}
