using System.Buffers.Binary;
using System.Text;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Protocols.Packets.Dhcp;

/// <summary>One option: a code and its octets. Values longer than 255 are split on the wire and joined again (RFC 3396).</summary>
public readonly record struct DhcpOption(DhcpOptionCode Code, EquatableList<byte> Value)
{
    private ReadOnlySpan<byte> Octets => Value.Items.AsSpan();

    public static DhcpOption Number8(DhcpOptionCode code, byte value) => new(code, [value]);

    public static DhcpOption Number16(DhcpOptionCode code, ushort value) => new(code, [(byte)(value >> 8), (byte)value]);

    public static DhcpOption Number32(DhcpOptionCode code, uint value) =>
        new(code, [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    /// <summary>Text without a terminating zero (RFC 2132 §2); non-ASCII letters travel as UTF-8.</summary>
    public static DhcpOption Text(DhcpOptionCode code, string value) => new(code, EquatableList.Create<byte>(Encoding.UTF8.GetBytes(value)));

    /// <summary>IPv4 addresses in order of preference; others cannot be said in these options and are left out.</summary>
    public static DhcpOption Addresses(DhcpOptionCode code, IEnumerable<IpAddress> addresses) =>
        new(code, addresses.Where(address => address.IsV4).SelectMany(address => address.ToBytes()).ToEquatableList());

    /// <summary>Classless routes: prefix length, the significant octets of the prefix, next hop (RFC 3442).</summary>
    public static DhcpOption Routes(DhcpOptionCode code, IEnumerable<DhcpRoute> routes)
    {
        var value = new List<byte>();
        foreach (var (destination, nextHop) in routes)
        {
            if (!destination.IsV4 || !nextHop.IsV4)
                continue;
            value.Add((byte)destination.Length);
            value.AddRange(destination.Network.ToBytes().AsSpan(0, SignificantOctets(destination.Length)));
            value.AddRange(nextHop.ToBytes());
        }
        return new DhcpOption(code, value.ToEquatableList());
    }

    /// <summary>Domain names in the encoding of DNS (RFC 3397), never compressed.</summary>
    public static DhcpOption Names(DhcpOptionCode code, IEnumerable<DnsName> names) => new(code, DnsNameList.Write(names));

    public uint? AsNumber() => Value.Count switch
    {
        1 => Octets[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(Octets),
        4 => BinaryPrimitives.ReadUInt32BigEndian(Octets),
        _ => null,
    };

    public IpAddress? AsAddress() => Value.Count == 4 ? IpAddress.Read(Octets) : null;

    /// <summary>The addresses; octets that do not fill one are ignored.</summary>
    public EquatableList<IpAddress> AsAddresses()
    {
        var addresses = new IpAddress[Value.Count / 4];
        for (var i = 0; i < addresses.Length; i++)
            addresses[i] = IpAddress.Read(Octets.Slice(i * 4, 4));
        return new EquatableList<IpAddress>([.. addresses]);
    }

    /// <summary>The text up to the first zero: some clients terminate what should not be.</summary>
    public string AsText()
    {
        var end = Octets.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? Octets : Octets[..end]);
    }

    /// <summary>The classless routes, or null when the octets are not a list of them.</summary>
    public EquatableList<DhcpRoute>? AsRoutes()
    {
        var routes = new List<DhcpRoute>();
        Span<byte> network = stackalloc byte[4];
        for (var rest = Octets; !rest.IsEmpty;)
        {
            var length = rest[0];
            var significant = SignificantOctets(length);
            if (length > 32 || rest.Length < 1 + significant + 4)
                return null;
            network.Clear();
            rest.Slice(1, significant).CopyTo(network);
            routes.Add(new DhcpRoute(
                IpPrefix.Containing(IpAddress.Read(network), length), IpAddress.Read(rest.Slice(1 + significant, 4))));
            rest = rest[(1 + significant + 4)..];
        }
        return routes.ToEquatableList();
    }

    /// <summary>The domain names, which may be compressed against the option itself, or null when they are malformed.</summary>
    public EquatableList<DnsName>? AsNames() => DnsNameList.Read(Octets);

    /// <summary>The value in the form that <see cref="DhcpOptionDefinition.Parse(string)"/> reads, after the option's name.</summary>
    public override string ToString() =>
        DhcpOptionDefinition.Find(Code) is { } definition ? $"{definition.Name}={definition.Text(this)}" : $"{(int)Code}={AsHex()}";

    internal string AsHex() => string.Join(':', Value.Select(octet => octet.ToString("x2")));

    private static int SignificantOctets(int prefixLength) => (prefixLength + 7) / 8;
}
