using Naru.Network.Ports;
using Naru.Primitives;

namespace Naru.Network.Routers;

/// <summary>A router's <c>external_gateway_info</c>.</summary>
/// <param name="NetworkId">Null in a request: no gateway any more.</param>
/// <param name="EnableSnat">Null in a request: on.</param>
/// <param name="FixedIps">Empty in a request: any address, or the one that the gateway has.</param>
public sealed record GatewayInfo(string? NetworkId = null, bool? EnableSnat = null, EquatableList<FixedIpRequest> FixedIps = default)
{
    /// <summary>The QoS policy of the gateway's address.</summary>
    public string? QosPolicyId { get; init; }

    /// <summary>The request says something about the QoS policy, be it that there is to be none.</summary>
    public bool NamesQosPolicy { get; init; }
}
