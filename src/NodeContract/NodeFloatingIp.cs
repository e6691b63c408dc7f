using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A floating IP that a router translates.</summary>
public sealed record NodeFloatingIp(string Id, IpAddress FloatingAddress, IpAddress FixedAddress, string PortId)
{
    /// <summary>Of the address outside; null: no policy. Marks are the business of the port.</summary>
    public NodeQos? Qos { get; init; }
}
