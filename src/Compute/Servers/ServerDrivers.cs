using Naru.Compute.Hosts;

namespace Naru.Compute.Servers;

/// <summary>Which driver an instance is run by.</summary>
internal static class ServerDrivers
{
    /// <summary>The property of an image and the extra spec of a flavor that ask for one.</summary>
    private const string ImageProperty = "hypervisor_type";
    private const string FlavorSpec = "naru:driver";

    /// <summary>Whether a host has the driver of an instance, and that moves instances while they run.</summary>
    public static bool CanLive(ComputeHost host, Server server) => host.Hypervisor.LiveDrivers.Items.Contains(Of(host, server));

    private static string Of(ComputeHost host, Server server) => server.Flavor.ExtraSpecs.Items.FirstOrDefault(spec => spec.Key == FlavorSpec)?.Value
        ?? server.Image?.Properties.Items.FirstOrDefault(property => property.Key == ImageProperty)?.Value
        ?? (host.Hypervisor.Drivers.IsEmpty ? "" : host.Hypervisor.Drivers[0]);
}
