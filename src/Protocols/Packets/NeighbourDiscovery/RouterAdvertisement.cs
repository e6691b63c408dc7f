using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Protocols.Packets.NeighbourDiscovery;

/// <summary>What a router tells the hosts of a link (RFC 4861 §4.2), name servers included (RFC 8106).</summary>
public sealed record RouterAdvertisement
{
    public const byte Type = 134;

    private const int ManagedFlag = 0x80, OtherFlag = 0x40;
    private const int OnLinkFlag = 0x80, AutonomousFlag = 0x40;
    private const int Unit = 8;

    /// <summary>The hop limit that hosts are to send with; 0: as they like.</summary>
    public byte HopLimit { get; init; } = 64;

    /// <summary>Addresses are to be had by DHCPv6.</summary>
    public bool Managed { get; init; }

    /// <summary>Everything else is to be had by DHCPv6.</summary>
    public bool Other { get; init; }

    /// <summary>How long the sender is a default router; 0: it is none.</summary>
    public ushort LifetimeSeconds { get; init; }

    public MacAddress? SourceMac { get; init; }

    public int? MtuBytes { get; init; }

    public EquatableList<AdvertisedPrefix> Prefixes { get; init; }

    public EquatableList<IpAddress> DnsServers { get; init; }

    public EquatableList<DnsName> SearchDomains { get; init; }

    /// <summary>Of <see cref="DnsServers"/> and <see cref="SearchDomains"/>.</summary>
    public uint DnsSeconds { get; init; }

    /// <summary>Writes the ICMPv6 message with the checksum that these addresses demand.</summary>
    public void Write(IBufferWriter<byte> output, IpAddress source, IpAddress destination)
    {
        var rest = (uint)HopLimit << 24 | (Managed ? (uint)ManagedFlag << 16 : 0) | (Other ? (uint)OtherFlag << 16 : 0) | LifetimeSeconds;
        var body = new ArrayBufferWriter<byte>();
        body.Write(stackalloc byte[8]); // reachable time and retransmission timer: not said
        WriteOptions(body);
        new IcmpHeader(Type, 0, rest).Write(output, source, destination, body.WrittenSpan);
    }

    /// <summary>Reads a message from the ICMPv6 header on.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, [NotNullWhen(true)] out RouterAdvertisement? advertisement)
    {
        advertisement = null;
        if (!IcmpHeader.TryRead(message, out var header, out var body) || header is not { Type: Type, Code: 0 } || body.Length < 8)
            return false;
        var flags = header.Rest >> 16 & 0xff;
        var read = new RouterAdvertisement
        {
            HopLimit = (byte)(header.Rest >> 24),
            Managed = (flags & ManagedFlag) != 0,
            Other = (flags & OtherFlag) != 0,
            LifetimeSeconds = (ushort)header.Rest,
        };
        for (var options = body[8..]; !options.IsEmpty;)
        {
            if (options.Length < 2 || options[1] == 0 || options.Length < options[1] * Unit)
                return false;
            var option = options[..(options[1] * Unit)];
            if (read.With((NeighbourOption)option[0], option) is not { } next)
                return false;
            read = next;
            options = options[option.Length..];
        }
        advertisement = read;
        return true;
    }

    private void WriteOptions(ArrayBufferWriter<byte> output)
    {
        if (SourceMac is { } mac)
        {
            var option = Option(output, NeighbourOption.SourceLinkAddress, units: 1);
            mac.Write(option[2..]);
        }
        if (MtuBytes is { } mtu)
        {
            var option = Option(output, NeighbourOption.Mtu, units: 1);
            BinaryPrimitives.WriteUInt32BigEndian(option[4..], (uint)mtu);
        }
        foreach (var prefix in Prefixes)
        {
            var option = Option(output, NeighbourOption.PrefixInformation, units: 4);
            option[2] = (byte)prefix.Prefix.Length;
            option[3] = (byte)((prefix.OnLink ? OnLinkFlag : 0) | (prefix.Autonomous ? AutonomousFlag : 0));
            BinaryPrimitives.WriteUInt32BigEndian(option[4..], prefix.ValidSeconds);
            BinaryPrimitives.WriteUInt32BigEndian(option[8..], prefix.PreferredSeconds);
            prefix.Prefix.Network.Write(option[16..]);
        }
        if (!DnsServers.IsEmpty)
        {
            var option = Option(output, NeighbourOption.RecursiveDns, units: 1 + 2 * DnsServers.Count);
            BinaryPrimitives.WriteUInt32BigEndian(option[4..], DnsSeconds);
            for (var i = 0; i < DnsServers.Count; i++)
                DnsServers[i].Write(option[(8 + 16 * i)..]);
        }
        if (!SearchDomains.IsEmpty)
        {
            var names = DnsNameList.Write(SearchDomains).Items.AsSpan();
            var option = Option(output, NeighbourOption.DnsSearch, units: 1 + (names.Length + Unit - 1) / Unit);
            BinaryPrimitives.WriteUInt32BigEndian(option[4..], DnsSeconds);
            names.CopyTo(option[8..]);
        }
    }

    private static Span<byte> Option(ArrayBufferWriter<byte> output, NeighbourOption type, int units)
    {
        var option = output.GetSpan(units * Unit)[..(units * Unit)];
        option.Clear();
        option[0] = (byte)type;
        option[1] = (byte)units;
        output.Advance(option.Length);
        return option;
    }

    // Null: the option is shorter than its kind.
    private RouterAdvertisement? With(NeighbourOption type, ReadOnlySpan<byte> option) => type switch
    {
        NeighbourOption.SourceLinkAddress => this with { SourceMac = MacAddress.Read(option[2..]) },
        NeighbourOption.Mtu => this with { MtuBytes = (int)BinaryPrimitives.ReadUInt32BigEndian(option[4..]) },
        NeighbourOption.PrefixInformation => option.Length < 4 * Unit || option[2] > 128 ? null : this with
        {
            Prefixes =
            [
                .. Prefixes,
                new AdvertisedPrefix(IpPrefix.Containing(IpAddress.Read(option[16..32]), option[2]), (option[3] & AutonomousFlag) != 0)
                {
                    OnLink = (option[3] & OnLinkFlag) != 0,
                    ValidSeconds = BinaryPrimitives.ReadUInt32BigEndian(option[4..]),
                    PreferredSeconds = BinaryPrimitives.ReadUInt32BigEndian(option[8..]),
                },
            ],
        },
        NeighbourOption.RecursiveDns => this with
        {
            DnsSeconds = BinaryPrimitives.ReadUInt32BigEndian(option[4..]),
            DnsServers = [.. DnsServers, .. Addresses(option[8..])],
        },
        NeighbourOption.DnsSearch => this with
        {
            DnsSeconds = BinaryPrimitives.ReadUInt32BigEndian(option[4..]),
            SearchDomains = [.. SearchDomains, .. Names(option[8..])],
        },
        _ => this,
    };

    private static List<IpAddress> Addresses(ReadOnlySpan<byte> octets)
    {
        var addresses = new List<IpAddress>();
        for (; octets.Length >= 16; octets = octets[16..])
            addresses.Add(IpAddress.Read(octets[..16]));
        return addresses;
    }

    // Zeros fill the option up, and read as root domains.
    private static List<DnsName> Names(ReadOnlySpan<byte> octets)
    {
        var names = new List<DnsName>();
        for (var position = 0; position < octets.Length && DnsName.TryRead(octets, ref position, out var name);)
        {
            if (!name.IsRoot)
                names.Add(name);
        }
        return names;
    }

    /// <summary>One line, for plans and logs.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("router-advertisement");
        text.Append(Managed ? " managed" : "").Append(Other ? " other" : "").Append($" lifetime {LifetimeSeconds}");
        if (SourceMac is { } mac)
            text.Append($" from {mac}");
        if (MtuBytes is { } mtu)
            text.Append($" mtu {mtu}");
        foreach (var prefix in Prefixes)
            text.Append($" prefix {prefix}");
        foreach (var server in DnsServers)
            text.Append($" dns {server}");
        foreach (var domain in SearchDomains)
            text.Append($" search {domain}");
        return text.ToString();
    }
}
