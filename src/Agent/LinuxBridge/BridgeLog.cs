using Microsoft.Extensions.Logging;

namespace Naru.Agent.LinuxBridge;

/// <summary>Events 2680 to 2699.</summary>
internal static partial class BridgeLog
{
    [LoggerMessage(EventId = 2680, Level = LogLevel.Information, Message = "Bridge {Bridge} made")]
    public static partial void BridgeMade(this ILogger log, string bridge);

    [LoggerMessage(EventId = 2681, Level = LogLevel.Information, Message = "{Devices} removed: nothing here needs them any more")]
    public static partial void BridgesRemoved(this ILogger log, string devices);

    [LoggerMessage(EventId = 2682, Level = LogLevel.Information, Message = "{Device} joined {Bridge}")]
    public static partial void Joined(this ILogger log, string device, string bridge);

    [LoggerMessage(EventId = 2683, Level = LogLevel.Information, Message = "{Device} taken out of its bridge: its port is not to be wired here")]
    public static partial void Released(this ILogger log, string device);

    [LoggerMessage(EventId = 2684, Level = LogLevel.Warning, Message = "Network {Network} cannot be carried and will be tried again: {Reason}")]
    public static partial void NotCarried(this ILogger log, string network, string reason);

    [LoggerMessage(EventId = 2685, Level = LogLevel.Information, Message = "Tunnels: {Added} entries set, {Deleted} deleted")]
    public static partial void OverlayWritten(this ILogger log, int added, int deleted);

    [LoggerMessage(EventId = 2686, Level = LogLevel.Information, Message = "{Count} addresses moved from {From} to {To}")]
    public static partial void AddressesMoved(this ILogger log, int count, string from, string to);

    [LoggerMessage(EventId = 2687, Level = LogLevel.Warning, Message = "This host carries no VLAN networks: {Reason}")]
    public static partial void NoVlans(this ILogger log, string reason);

    [LoggerMessage(EventId = 2689, Level = LogLevel.Warning, Message = "ARP for ports of other hosts is not answered here but sent to them: {Reason}")]
    public static partial void ArpNotAnswered(this ILogger log, string reason);

    [LoggerMessage(EventId = 2688, Level = LogLevel.Warning, Message = "Port {Port}: its bandwidth is not limited and will be tried again: {Reason}")]
    public static partial void NotLimited(this ILogger log, string port, string reason);
}
