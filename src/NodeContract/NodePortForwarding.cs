using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>Ports of a floating IP that a router translates to ports of an inner address.</summary>
/// <param name="FloatingIpId">The floating IP, of whose state the host reports.</param>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</param>
/// <param name="InternalFirst">The first inner port.</param>
/// <param name="InternalLast">The last inner port: as many as outer ones, or one for all of them.</param>
public sealed record NodePortForwarding(
    string Id,
    string FloatingIpId,
    IpAddress FloatingAddress,
    string Protocol,
    int ExternalFirst,
    int ExternalLast,
    IpAddress InternalAddress,
    int InternalFirst,
    int InternalLast)
{
    /// <summary>Of the floating IP; null: no policy.</summary>
    public NodeQos? Qos { get; init; }
}
