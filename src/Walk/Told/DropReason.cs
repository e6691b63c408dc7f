using System.Text.Json.Serialization;

namespace Naru.Walk.Told;

/// <summary>Why a packet does not go on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DropReason>))]
public enum DropReason
{
    /// <summary>No rule of the sender's security groups lets it out.</summary>
    NoEgressRule,

    /// <summary>No rule of the receiver's security groups lets it in.</summary>
    NoIngressRule,

    /// <summary>The sender uses an address that is not its port's.</summary>
    Spoofing,

    /// <summary>The instance has no route: its subnet has no gateway.</summary>
    NoGateway,

    /// <summary>The router has no route to the destination.</summary>
    NoRoute,

    /// <summary>Nobody on the network has the address.</summary>
    AddressUnknown,

    /// <summary>The port is administratively down.</summary>
    PortDown,

    /// <summary>The port is bound to no host.</summary>
    PortUnbound,

    /// <summary>The host cannot wire the port.</summary>
    PortError,

    /// <summary>The router is administratively down.</summary>
    RouterDown,

    /// <summary>No host serves the router.</summary>
    RouterUnplaced,

    /// <summary>The agent of the host is away, and what it would have to do is not done.</summary>
    AgentDown,

    /// <summary>The packet is larger than the link takes, and may not be divided.</summary>
    Mtu,

    /// <summary>A private address is not known outside.</summary>
    PrivateAddress,

    /// <summary>Hosts have no tunnel or physical network in common.</summary>
    NoSegment,

    /// <summary>It was let in by nobody: the service listens by another way only.</summary>
    ServiceClosed,

    /// <summary>It went around in circles until its time to live was over.</summary>
    TimeToLive,

    /// <summary>A flow or rule drops it that none of the other reasons explains.</summary>
    Filtered,
}
