namespace Naru.Protocols.Packets.Dns;

/// <summary>What is asked (RFC 1035 §4.1.2).</summary>
/// <param name="Class">1 is the internet.</param>
public readonly record struct DnsQuestion(DnsName Name, DnsType Type, ushort Class = 1)
{
    public override string ToString() => $"{Name} {Type.ToString().ToUpperInvariant()}?";
}
