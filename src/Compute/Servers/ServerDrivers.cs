using Naru.Compute.Hosts;
using Naru.NodeContract;

namespace Naru.Compute.Servers;

/// <summary>Which driver an instance is run by.</summary>
internal static class ServerDrivers
{
    /// <summary>Whether a host has the driver of an instance, and that moves instances while they run.</summary>
    public static bool CanLive(ComputeHost host, Server server) => host.Hypervisor.LiveDrivers.Items.Contains(Of(host, server));

    private static string Of(ComputeHost host, Server server) => NodeDriverWish.Of(server.Flavor.ExtraSpecs, server.Image) ?? (host.Hypervisor.Drivers.IsEmpty ? "" : host.Hypervisor.Drivers[0]);
}
