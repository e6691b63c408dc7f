using System.Buffers.Binary;
using System.Text;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Protocols.Packets.Dhcpv6;

/// <summary>One option: a code and its octets.</summary>
public readonly record struct Dhcpv6Option(Dhcpv6OptionCode Code, EquatableList<byte> Value)
{
    private const int AddressLength = 16;

    private ReadOnlySpan<byte> Octets => Value.Items.AsSpan();

    public static Dhcpv6Option Empty(Dhcpv6OptionCode code) => new(code, []);

    public static Dhcpv6Option Number8(Dhcpv6OptionCode code, byte value) => new(code, [value]);

    public static Dhcpv6Option Number16(Dhcpv6OptionCode code, ushort value) => new(code, [(byte)(value >> 8), (byte)value]);

    public static Dhcpv6Option Number32(Dhcpv6OptionCode code, uint value) =>
        new(code, [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    public static Dhcpv6Option Text(Dhcpv6OptionCode code, string value) => new(code, EquatableList.Create<byte>(Encoding.UTF8.GetBytes(value)));

    /// <summary>IPv6 addresses in order of preference; others cannot be said in these options and are left out.</summary>
    public static Dhcpv6Option Addresses(Dhcpv6OptionCode code, IEnumerable<IpAddress> addresses) =>
        new(code, addresses.Where(address => address.IsV6).SelectMany(address => address.ToBytes()).ToEquatableList());

    /// <summary>Domain names in the encoding of DNS, never compressed (RFC 8415 §10).</summary>
    public static Dhcpv6Option Names(Dhcpv6OptionCode code, IEnumerable<DnsName> names) => new(code, DnsNameList.Write(names));

    /// <summary>The codes that a client wants to be told about (RFC 8415 §21.7).</summary>
    public static Dhcpv6Option Requests(params Dhcpv6OptionCode[] codes) =>
        new(Dhcpv6OptionCode.OptionRequest, codes.SelectMany(code => new[] { (byte)((ushort)code >> 8), (byte)code }).ToEquatableList());

    public static Dhcpv6Option Status(Dhcpv6Status status, string message)
    {
        var text = Encoding.UTF8.GetBytes(message);
        return new Dhcpv6Option(Dhcpv6OptionCode.StatusCode, [(byte)((ushort)status >> 8), (byte)status, .. text]);
    }

    /// <summary>The status; null when the option is too short for one.</summary>
    public Dhcpv6Status? AsStatus() => Value.Count < 2 ? null : (Dhcpv6Status)BinaryPrimitives.ReadUInt16BigEndian(Octets);

    /// <summary>The addresses; octets that do not fill one are ignored.</summary>
    public EquatableList<IpAddress> AsAddresses()
    {
        var addresses = new List<IpAddress>();
        for (var rest = Octets; rest.Length >= AddressLength; rest = rest[AddressLength..])
            addresses.Add(IpAddress.Read(rest[..AddressLength]));
        return addresses.ToEquatableList();
    }

    /// <summary>The domain names; null when they are malformed.</summary>
    public EquatableList<DnsName>? AsNames() => DnsNameList.Read(Octets);

    public override string ToString() => Code switch
    {
        Dhcpv6OptionCode.NonTemporary when IdentityAssociation.TryRead(this, out var association) => association.ToString(),
        Dhcpv6OptionCode.StatusCode when AsStatus() is { } status => $"status={status}",
        Dhcpv6OptionCode.DnsServers => $"dns-server={string.Join(',', AsAddresses())}",
        Dhcpv6OptionCode.DomainSearch when AsNames() is { } names => $"domain-search={string.Join(',', names)}",
        _ when Value.IsEmpty => $"{Code}",
        _ => $"{Code}={Convert.ToHexStringLower(Octets)}",
    };
}
