using Naru.Primitives;

namespace Naru.Walk.Told;

/// <summary>What a router hashes to choose among several gateways (<c>fib_multipath_hash_policy</c> 1).</summary>
/// <param name="Protocol">Its number (IANA, Assigned Internet Protocol Numbers).</param>
/// <param name="SourcePort">Zero where the protocol has none.</param>
/// <param name="DestinationPort">Zero where the protocol has none.</param>
public sealed record SpreadFlow(IpAddress Source, IpAddress Destination, byte Protocol, ushort SourcePort, ushort DestinationPort);
