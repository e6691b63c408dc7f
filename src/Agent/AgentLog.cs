using Microsoft.Extensions.Logging;

namespace Naru.Agent;

/// <summary>Events 2000 to 2199.</summary>
internal static partial class AgentLog
{
    [LoggerMessage(EventId = 2000, Level = LogLevel.Information, Message = "Attached to the server; the view stands at revision {Revision}")]
    public static partial void Attached(this ILogger log, long revision);

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "The server is away, the data plane stays as it is: {Reason}")]
    public static partial void ServerAway(this ILogger log, string reason);

    [LoggerMessage(EventId = 2010, Level = LogLevel.Error, Message = "A round failed; the next one starts from what is really there")]
    public static partial void RoundFailed(this ILogger log, Exception exception);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Warning, Message = "The switch could not be written and will be tried again: {Reason}")]
    public static partial void SwitchNotWritten(this ILogger log, string reason);

    [LoggerMessage(EventId = 2100, Level = LogLevel.Information, Message = "Bridge {Bridge}: connected")]
    public static partial void BridgeConnected(this ILogger log, string bridge);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Information,
        Message = "Bridge {Bridge}: {Added} flows added, {Modified} modified, {Deleted} deleted")]
    public static partial void FlowsApplied(this ILogger log, string bridge, int added, int modified, int deleted);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning,
        Message = "Bridge {Bridge} was changed by somebody else: {Missing} flows missing, {Altered} altered, {Foreign} too many; repairing, first {Flow}")]
    public static partial void FlowsRepaired(this ILogger log, string bridge, int missing, int altered, int foreign, Protocols.OpenFlow.Flow flow);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Warning, Message = "Open vSwitch: devices that were made again are plugged again: {Devices}")]
    public static partial void DevicesReplaced(this ILogger log, string devices);

    [LoggerMessage(EventId = 2105, Level = LogLevel.Warning, Message = "Port {Device} of {PortId} was taken out of br-int by somebody; put back")]
    public static partial void PortPutBack(this ILogger log, string device, string portId);

    [LoggerMessage(EventId = 2106, Level = LogLevel.Information, Message = "Bridge {Bridge}: {Changes} meters added, modified or deleted")]
    public static partial void MetersApplied(this ILogger log, string bridge, int changes);

    [LoggerMessage(EventId = 2107, Level = LogLevel.Warning, Message = "Bridge {Bridge} does not limit what its QoS policies want limited: {Reason}")]
    public static partial void MetersRefused(this ILogger log, string bridge, string reason);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Information, Message = "Open vSwitch: {Changes}")]
    public static partial void SwitchChanged(this ILogger log, string changes);
}
