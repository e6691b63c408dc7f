using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Protocols.Packets.Dhcp;
using Naru.Protocols.Packets.Dhcpv6;

namespace Naru.Agent.Dhcp;

internal static partial class DhcpLog
{
    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "DHCP on {Device} in {Namespace}: serving {Reservations} addresses")]
    public static partial void DhcpStarted(this ILogger log, string device, string @namespace, int reservations);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Debug, Message = "DHCP on {Device}: {Request} answered by {Answer}")]
    public static partial void DhcpAnswered(this ILogger log, string device, DhcpMessage request, DhcpMessage answer);

    [LoggerMessage(EventId = 2303, Level = LogLevel.Debug, Message = "DHCP on {Device}: {Request} not answered")]
    public static partial void DhcpNotAnswered(this ILogger log, string device, DhcpMessage request);

    [LoggerMessage(EventId = 2304, Level = LogLevel.Information, Message = "DHCP on {Device}: {Mac} has {Address}")]
    public static partial void DhcpLeased(this ILogger log, string device, MacAddress mac, IpAddress address);

    [LoggerMessage(EventId = 2305, Level = LogLevel.Warning,
        Message = "DHCP on {Device}: {Mac} says that its address {Address} is in use by another host")]
    public static partial void DhcpDeclined(this ILogger log, string device, MacAddress mac, IpAddress? address);

    [LoggerMessage(EventId = 2306, Level = LogLevel.Warning, Message = "DHCP on {Device}: answer to {Mac} not sent: {Reason}; the client will ask again")]
    public static partial void DhcpNotSent(this ILogger log, string device, MacAddress mac, string reason);

    [LoggerMessage(EventId = 2307, Level = LogLevel.Warning, Message = "DHCP on {Device}: receiving failed: {Reason}; going on")]
    public static partial void DhcpReceiveFailed(this ILogger log, string device, string reason);

    [LoggerMessage(EventId = 2308, Level = LogLevel.Warning, Message = "DHCP on {Device}: extra option of {Mac} left out: {Reason}")]
    public static partial void DhcpOptionLeftOut(this ILogger log, string device, MacAddress mac, string reason);

    [LoggerMessage(EventId = 2309, Level = LogLevel.Warning, Message = "DHCP of network {Network} is not in place and will be tried again: {Reason}")]
    public static partial void DhcpFailed(this ILogger log, string network, string reason);

    [LoggerMessage(EventId = 2311, Level = LogLevel.Information, Message = "DHCPv6 on {Device} in {Namespace}: serving {Clients} ports")]
    public static partial void Dhcpv6Started(this ILogger log, string device, string @namespace, int clients);

    [LoggerMessage(EventId = 2312, Level = LogLevel.Debug, Message = "DHCPv6 on {Device}: {Request} of {Source} answered by {Answer}")]
    public static partial void Dhcpv6Answered(this ILogger log, string device, Dhcpv6Message request, Dhcpv6Message answer, IpAddress source);

    [LoggerMessage(EventId = 2313, Level = LogLevel.Debug, Message = "DHCPv6 on {Device}: {Request} of {Source} not answered")]
    public static partial void Dhcpv6NotAnswered(this ILogger log, string device, Dhcpv6Message request, IpAddress source);

    [LoggerMessage(EventId = 2314, Level = LogLevel.Warning, Message = "DHCPv6 on {Device}: answer to {Source} not sent: {Reason}; the client will ask again")]
    public static partial void Dhcpv6NotSent(this ILogger log, string device, IpAddress source, string reason);
}
