using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>Which packets are looked up in which table, as <c>ip rule</c> shows it.</summary>
/// <param name="Version">4 or 6.</param>
/// <param name="Priority">Rules are asked from the smallest to the largest.</param>
/// <param name="Table">The table to look into.</param>
public sealed record RoutingRule(int Version, uint Priority, uint Table)
{
    public IpPrefix? From { get; init; }

    public IpPrefix? To { get; init; }

    /// <summary>The link the packet came in by.</summary>
    public string? InputInterface { get; init; }

    /// <summary>The link a local socket is bound to.</summary>
    public string? OutputInterface { get; init; }

    /// <summary>The packet's mark under <see cref="MarkMask"/>.</summary>
    public uint? Mark { get; init; }

    public uint MarkMask { get; init; } = uint.MaxValue;

    public override string ToString() => $"{Priority}: from {From?.ToString() ?? "all"}{(To is { } to ? $" to {to}" : "")} lookup {Table}";

    /// <summary>Reads RTM_NEWRULE or RTM_DELRULE: <c>struct fib_rule_hdr</c> and FRA_….</summary>
    internal static RoutingRule? Read(ReceivedMessage message)
    {
        var header = message.Body;
        if (header.Length < RuleRequests.HeaderLength || header[0] is not (AddressFamilies.V4 or AddressFamilies.V6)
            || header[7] != RuleRequests.ActionToTable)
        {
            return null;
        }
        var rule = new RoutingRule(header[0] is AddressFamilies.V4 ? 4 : 6, Priority: 0, header[4]);
        foreach (var attribute in message.Attributes(RuleRequests.HeaderLength))
        {
            rule = attribute.Type switch
            {
                Fra.Destination => rule with { To = PrefixOf(attribute, header[1]) },
                Fra.Source => rule with { From = PrefixOf(attribute, header[2]) },
                Fra.InputInterface => rule with { InputInterface = attribute.AsText },
                Fra.OutputInterface => rule with { OutputInterface = attribute.AsText },
                Fra.Priority => rule with { Priority = attribute.AsUInt32 },
                Fra.Mark => rule with { Mark = attribute.AsUInt32 },
                Fra.MarkMask => rule with { MarkMask = attribute.AsUInt32 },
                Fra.Table => rule with { Table = attribute.AsUInt32 },
                _ => rule,
            };
        }
        return rule;
    }

    private static IpPrefix? PrefixOf(NetlinkAttribute attribute, int length) =>
        attribute.AsIpAddress is { } address && length <= address.Bits ? IpPrefix.Containing(address, length) : null;
}
