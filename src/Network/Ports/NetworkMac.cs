using Naru.Primitives;

namespace Naru.Network.Ports;

/// <summary>A MAC address, which is unique within its network.</summary>
public readonly record struct NetworkMac(string NetworkId, MacAddress Mac);
