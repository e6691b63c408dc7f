using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Routing;

/// <summary>What leaves by a gateway beside the first one, or by an interface on an external network, is translated to.</summary>
/// <param name="Device">Such as <c>qg-0123abcd-ef</c>.</param>
/// <param name="Address">What inner addresses without a floating IP there become; null: they stay as they are.</param>
/// <param name="FloatingIps">The floating IPs of its network.</param>
/// <param name="FloatingAddresses">All addresses that lead inside and are on its network.</param>
public sealed record GatewayTranslations(
    string Device, IpAddress? Address, EquatableList<NodeFloatingIp> FloatingIps, EquatableList<IpAddress> FloatingAddresses);
