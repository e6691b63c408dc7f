using Naru.Agent.Firewall;
using Naru.Agent.Namespaces;
using Naru.Network.Ports;

namespace Naru.Walk.Hosts;

/// <summary>The names of the devices that a port is on its host.</summary>
internal static class PortDevices
{
    /// <summary>What instances call theirs.</summary>
    public const string Guest = "eth0";

    /// <summary>The device that is a port of br-int.</summary>
    public static string OnSwitch(Port port) => DevicePlan.NameOf(Prefix(port), port.Id);

    /// <summary>The device towards the instance, or in the namespace of a service.</summary>
    public static string OfOwner(Port port) => IsHybrid(port) ? HybridPort.TapOf(port.Id) : OnSwitch(port);

    /// <summary>It is plugged through a Linux bridge of its own.</summary>
    public static bool IsHybrid(Port port) => port.Binding.Details is { OvsHybridPlug: true };

    public static string CableEnd(Port port) => HybridPort.UplinkOf(port.Id);

    private static string Prefix(Port port) => port.DeviceOwner switch
    {
        DeviceOwners.RouterGateway => "qg-",
        var owner when DeviceOwners.IsRouterInterface(owner) => "qr-",
        _ when IsHybrid(port) => "qvo",
        _ => "tap",
    };
}
