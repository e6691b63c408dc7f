using System.Buffers;
using Naru.Primitives;

namespace Naru.Protocols.Packets.Dns;

/// <summary>Names one after the other, as options of DHCP, DHCPv6 and router advertisements have them.</summary>
public static class DnsNameList
{
    /// <summary>Without compression, which some clients cannot read (RFC 3397), and others must not meet (RFC 8415 §10, RFC 8106 §5.2).</summary>
    public static EquatableList<byte> Write(IEnumerable<DnsName> names)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var name in names)
            name.Write(output);
        return EquatableList.Create(output.WrittenSpan);
    }

    /// <returns>The names, which may be compressed against the octets themselves; null when they are malformed.</returns>
    public static EquatableList<DnsName>? Read(ReadOnlySpan<byte> octets)
    {
        var names = new List<DnsName>();
        for (var position = 0; position < octets.Length;)
        {
            if (!DnsName.TryRead(octets, ref position, out var name))
                return null;
            names.Add(name);
        }
        return names.ToEquatableList();
    }
}
