using System.Text;
using Naru.Agent.Metadata;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Namespaces;

/// <summary>What a network namespace of a service shall contain.</summary>
/// <param name="Sysctls">Written before any device is made, so that the defaults apply to it.</param>
public sealed record NamespacePlan(
    string Name, EquatableList<DevicePlan> Devices, EquatableList<RoutePlan> Routes, EquatableList<SysctlSetting> Sysctls)
{
    /// <summary>Of <see cref="Devices"/>, which must be there before: these have no defaults in a namespace.</summary>
    public EquatableList<SysctlSetting> DeviceSysctls { get; init; }

    /// <summary>For which addresses of others it answers.</summary>
    public EquatableList<ProxyPlan> Proxies { get; init; }

    /// <summary>Cables to other namespaces.</summary>
    public EquatableList<CablePlan> Cables { get; init; }

    public EquatableList<RulePlan> Rules { get; init; }

    /// <summary>Neighbours on <see cref="Devices"/>.</summary>
    public EquatableList<NeighbourPlan> Neighbours { get; init; }

    /// <summary>Those of its devices that answer for the metadata on the link.</summary>
    public IEnumerable<string> MetadataDevices =>
        Devices.Items.Where(device => device.Addresses.Items.Any(address => address.Address == MetadataServer.AddressOnLink)).Select(device => device.Name);

    /// <summary>As an operator would look at it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"namespace {Name}\n");
        foreach (var sysctl in Sysctls)
            text.Append($"  sysctl {sysctl.Key} = {sysctl.Value}\n");
        foreach (var device in Devices)
            text.Append($"  link {device.Name} address {device.Mac} mtu {device.Mtu}\n{string.Concat(device.Addresses.Select(address => $"    {address}\n"))}");
        foreach (var sysctl in DeviceSysctls)
            text.Append($"  sysctl {sysctl.Key} = {sysctl.Value}\n");
        foreach (var cable in Cables)
            text.Append($"  cable {cable.Name} to {cable.Peer?.Name ?? "its maker"} mtu {cable.Mtu}\n{string.Concat(cable.Addresses.Select(address => $"    {address}\n"))}");
        foreach (var rule in Rules)
            text.Append($"  rule {rule}\n");
        foreach (var neighbour in Neighbours)
            text.Append($"  neighbour {neighbour}\n");
        foreach (var route in Routes)
            text.Append($"  route {route}\n");
        foreach (var proxy in Proxies)
            text.Append($"  neighbour proxy {proxy}\n");
        return text.ToString();
    }
}
