using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Namespaces;

/// <summary>Events 2620 to 2639.</summary>
internal static partial class NamespacesLog
{
    [LoggerMessage(EventId = 2620, Level = LogLevel.Warning, Message = "Namespace {Namespace} was missing; made again")]
    public static partial void NamespaceMissing(this ILogger log, string @namespace);

    [LoggerMessage(EventId = 2621, Level = LogLevel.Warning, Message = "Device {Device} in {Namespace} was missing; made again")]
    public static partial void DeviceMissing(this ILogger log, string device, string @namespace);

    [LoggerMessage(EventId = 2622, Level = LogLevel.Information, Message = "Device {Device} removed")]
    public static partial void DeviceRemoved(this ILogger log, string device);

    [LoggerMessage(EventId = 2623, Level = LogLevel.Information, Message = "Namespace {Namespace} removed")]
    public static partial void NamespaceRemoved(this ILogger log, string @namespace);

    [LoggerMessage(EventId = 2624, Level = LogLevel.Warning, Message = "Namespace {Namespace} could not be removed and will be tried again: {Reason}")]
    public static partial void NamespaceNotRemoved(this ILogger log, string @namespace, string reason);

    [LoggerMessage(EventId = 2625, Level = LogLevel.Information, Message = "Namespace {Namespace}: addresses added {Added}, removed {Removed}")]
    public static partial void AddressesChanged(
        this ILogger log, string @namespace, EquatableList<AddressPlan> added, EquatableList<InterfaceAddress> removed);
}
