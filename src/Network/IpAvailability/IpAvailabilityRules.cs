using Naru.Network.Networks;
using Naru.Rest;

namespace Naru.Network.IpAvailability;

/// <summary>Nothing: the resource is only looked at.</summary>
internal sealed class IpAvailabilityRules : IResourceRules<VirtualNetwork>;
