using Naru.Primitives;

namespace Naru.HostNetwork;

/// <summary>A device of the host.</summary>
/// <param name="Mtu">In bytes.</param>
public sealed record HostLink(string Name, int Mtu, EquatableList<IpAddress> Addresses);
