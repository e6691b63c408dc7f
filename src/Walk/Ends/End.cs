using Naru.Network.Ports;
using Naru.Primitives;

namespace Naru.Walk.Ends;

/// <summary>An end of a walk as it was found.</summary>
/// <param name="Address">The address that was named; null where a name was.</param>
/// <param name="Port">Null outside.</param>
internal sealed record End(string Asked, IpAddress? Address, Port? Port);
