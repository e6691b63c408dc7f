using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.SecurityGroups;

/// <summary>Lets packets of one direction pass, seen from the port that is a member of the group.</summary>
public sealed record SecurityGroupRule : StandardResource
{
    public string SecurityGroupId { get; init; } = "";

    public RuleDirection Direction { get; init; }

    /// <summary><c>IPv4</c> or <c>IPv6</c>.</summary>
    public string Ethertype { get; init; } = Ethertypes.IPv4;

    /// <summary>A name or a number, as it was given; null: any. See <see cref="IpProtocols"/>.</summary>
    public string? Protocol { get; init; }

    /// <summary>First port, or ICMP type.</summary>
    public int? PortRangeMin { get; init; }

    /// <summary>Last port, or ICMP code.</summary>
    public int? PortRangeMax { get; init; }

    /// <summary>The other end is a member of this group.</summary>
    public string? RemoteGroupId { get; init; }

    /// <summary>The other end is in this block; printed as it was given, which may have host bits.</summary>
    public string? RemoteIpPrefix { get; init; }

    /// <summary>The other end is in a block of this address group.</summary>
    public string? RemoteAddressGroupId { get; init; }

    /// <summary>It is shown as part of a project's default group. Never stored: it is the group's, not the rule's.</summary>
    [JsonIgnore]
    public bool IsShownInDefaultGroup { get; init; }

    /// <summary>The block of <see cref="RemoteIpPrefix"/> with its host bits cleared.</summary>
    [JsonIgnore]
    public IpPrefix? RemoteBlock => RemoteIpPrefix is { } text && IpPrefix.TryParse(text, out var block) ? block : null;

    [JsonIgnore]
    public int IpVersion => Ethertype == Ethertypes.IPv6 ? 6 : 4;

    /// <summary>The IP protocol number; null: any.</summary>
    [JsonIgnore]
    public int? ProtocolNumber => IpProtocols.NumberOf(Protocol, IpVersion);
}
