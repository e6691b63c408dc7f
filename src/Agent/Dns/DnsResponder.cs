using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Dns;

/// <summary>Decides what the resolver of a network answers by itself.</summary>
public static class DnsResponder
{
    private const ushort Internet = 1;

    // A port's name may go to another port; clients should notice within a minute.
    private const uint TimeToLiveSeconds = 60;

    /// <summary>The answer, or null where somebody else has to be asked.</summary>
    public static DnsMessage? Answer(DnsZone zone, DnsMessage query)
    {
        if (query.Opcode != 0)
            return query.Reply(DnsResponseCode.NotImplemented);
        if (query.Questions is not [var question])
            return query.Reply(DnsResponseCode.FormatError);
        if (question.Class != Internet)
            return query.Reply(DnsResponseCode.Refused);
        if (question.Type is DnsType.Ptr && zone.NameBehind(question.Name) is { } name)
            return Authoritative(query, [DnsRecord.Reverse(question.Name, name, TimeToLiveSeconds)]);
        if (zone.AddressesOf(question.Name) is { } addresses)
            return Authoritative(query, Records(question, addresses));
        return IsOurs(zone, question.Name) ? query.Reply(DnsResponseCode.NameError) with { IsAuthoritative = true } : null;
    }

    /// <summary>The answer for a question that nobody could answer.</summary>
    public static DnsMessage Unanswered(DnsMessage query, bool hasUpstreams) =>
        query.Reply(hasUpstreams ? DnsResponseCode.ServerFailure : DnsResponseCode.Refused);

    // 'openstacklocal' exists nowhere else, so asking the world about it only leaks names. A domain with a dot may be a
    // real one with hosts outside of this cloud.
    private static bool IsOurs(DnsZone zone, DnsName name) =>
        !zone.Domain.IsRoot && zone.Domain.Parent.IsRoot && name.IsWithin(zone.Domain);

    private static DnsMessage Authoritative(DnsMessage query, EquatableList<DnsRecord> answers) =>
        query.Reply(DnsResponseCode.NoError) with { IsAuthoritative = true, Answers = answers };

    // A name that exists without an address of the wanted family is "no error, no records" (RFC 4074 §3).
    private static EquatableList<DnsRecord> Records(DnsQuestion question, EquatableList<IpAddress> addresses) => addresses.Items
        .Where(address => question.Type is DnsType.Any || question.Type == (address.IsV4 ? DnsType.A : DnsType.Aaaa))
        .Select(address => DnsRecord.Of(question.Name, address, TimeToLiveSeconds))
        .ToEquatableList();
}
