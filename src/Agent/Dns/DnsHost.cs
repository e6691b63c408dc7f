using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Dns;

/// <summary>A port's name and addresses.</summary>
/// <param name="Name">In full, such as <c>host-192-168-50-5.openstacklocal</c>.</param>
public sealed record DnsHost(DnsName Name, EquatableList<IpAddress> Addresses);
