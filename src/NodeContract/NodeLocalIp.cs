using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>An address that leads the ports of this host, and of no other, to one of them.</summary>
/// <param name="Key">Local IP and port.</param>
/// <param name="Address">What the others ask for.</param>
/// <param name="FixedAddress">The address of the port, which its instance sees instead.</param>
/// <param name="IsTranslated">Otherwise the instance gets the packets as they are, and has the address itself.</param>
public sealed record NodeLocalIp(string Key, string PortId, IpAddress Address, IpAddress FixedAddress, bool IsTranslated) : INodeObject;
