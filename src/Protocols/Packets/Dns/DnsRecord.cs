using System.Buffers;
using Naru.Primitives;

namespace Naru.Protocols.Packets.Dns;

/// <summary>A resource record (RFC 1035 §4.1.3).</summary>
/// <param name="TimeToLive">In seconds.</param>
/// <param name="Data">RDATA as on the wire, with names written out in full, so that it stands alone.</param>
public readonly record struct DnsRecord(DnsName Name, DnsType Type, ushort Class, uint TimeToLive, EquatableList<byte> Data)
{
    private const ushort Internet = 1;

    /// <summary>An A or AAAA record, as the address demands.</summary>
    public static DnsRecord Of(DnsName name, IpAddress address, uint timeToLive) =>
        new(name, address.IsV4 ? DnsType.A : DnsType.Aaaa, Internet, timeToLive, EquatableList.Create<byte>(address.ToBytes()));

    /// <summary>A PTR record.</summary>
    public static DnsRecord Reverse(DnsName name, DnsName target, uint timeToLive)
    {
        var data = new ArrayBufferWriter<byte>();
        target.Write(data);
        return new DnsRecord(name, DnsType.Ptr, Internet, timeToLive, EquatableList.Create(data.WrittenSpan));
    }

    /// <summary>The OPT record that says how large a UDP answer its sender takes (RFC 6891 §6.1).</summary>
    public static DnsRecord Edns(ushort udpSize) => new(DnsName.Root, DnsType.Opt, udpSize, 0, []);

    /// <summary>The address of an A or AAAA record; null for others and for data of the wrong length.</summary>
    public IpAddress? Address => (Type, Data.Count) is (DnsType.A, 4) or (DnsType.Aaaa, 16) ? IpAddress.Read(Data.Items.AsSpan()) : null;

    /// <summary>The name that a PTR, CNAME or NS record points to; null for others.</summary>
    public DnsName? Target
    {
        get
        {
            var position = 0;
            return Type is DnsType.Ptr or DnsType.Cname or DnsType.Ns
                && DnsName.TryRead(Data.Items.AsSpan(), ref position, out var name) ? name : null;
        }
    }

    public override string ToString()
    {
        var data = Address?.ToString() ?? Target?.ToString() ?? $"\\# {Data.Count} {Convert.ToHexStringLower(Data.Items.AsSpan())}";
        return $"{Name} {TimeToLive} {Type.ToString().ToUpperInvariant()} {data}";
    }
}
