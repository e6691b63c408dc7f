using System.Net;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Dns;

/// <summary>What the resolver of one network knows: an immutable view, replaced as a whole.</summary>
public sealed record DnsConfiguration
{
    /// <summary>The addresses of the DHCP port.</summary>
    public required EquatableList<IpAddress> ListenAddresses { get; init; }

    /// <summary>The network's domain. Names of hosts in it are found without it too.</summary>
    public DnsName Domain { get; init; }

    /// <summary>The ports of the network. Where two have an address, the first one's name is its reverse.</summary>
    public EquatableList<DnsHost> Hosts { get; init; }

    /// <summary>Who is asked for everything else, in order, from the host's own namespace. Empty: nobody, and such questions are refused.</summary>
    public EquatableList<IPEndPoint> Upstreams { get; init; }
}
