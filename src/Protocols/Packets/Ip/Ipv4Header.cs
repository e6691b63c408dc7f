using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Naru.Primitives;

namespace Naru.Protocols.Packets;

/// <summary>An IPv4 header (RFC 791 §3.1).</summary>
public sealed record Ipv4Header(IpAddress Source, IpAddress Destination, IpProtocol Protocol)
{
    private const int BareLength = 20;
    private const int DontFragmentBit = 0x4000;
    private const int MoreFragmentsBit = 0x2000;

    public byte TypeOfService { get; init; }

    public ushort Identification { get; init; }

    public bool DontFragment { get; init; }

    public bool MoreFragments { get; init; }

    /// <summary>In units of eight octets.</summary>
    public ushort FragmentOffset { get; init; }

    public byte TimeToLive { get; init; } = 64;

    /// <summary>The options as on the wire, a multiple of four octets, at most 40.</summary>
    public EquatableList<byte> Options { get; init; }

    /// <summary>Reads a header whose checksum is right; the payload ends where the total length says, not where the frame does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, [NotNullWhen(true)] out Ipv4Header? header, out ReadOnlySpan<byte> payload)
    {
        header = null;
        payload = default;
        if (packet.Length < BareLength || packet[0] >> 4 != 4)
            return false;
        var headerLength = (packet[0] & 15) * 4;
        var totalLength = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (headerLength < BareLength || totalLength < headerLength || totalLength > packet.Length
            || Checksum.Of(packet[..headerLength]) != 0)
        {
            return false;
        }
        var fragment = BinaryPrimitives.ReadUInt16BigEndian(packet[6..]);
        header = new Ipv4Header(IpAddress.Read(packet[12..16]), IpAddress.Read(packet[16..20]), (IpProtocol)packet[9])
        {
            TypeOfService = packet[1],
            Identification = BinaryPrimitives.ReadUInt16BigEndian(packet[4..]),
            DontFragment = (fragment & DontFragmentBit) != 0,
            MoreFragments = (fragment & MoreFragmentsBit) != 0,
            FragmentOffset = (ushort)(fragment & 0x1fff),
            TimeToLive = packet[8],
            Options = EquatableList.Create(packet[BareLength..headerLength]),
        };
        payload = packet[headerLength..totalLength];
        return true;
    }

    /// <summary>Writes the header of a packet with a payload of so many octets.</summary>
    public void Write(IBufferWriter<byte> output, int payloadLength)
    {
        var length = BareLength + Options.Count;
        var span = output.GetSpan(length)[..length];
        span[0] = (byte)(4 << 4 | length / 4);
        span[1] = TypeOfService;
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], (ushort)(length + payloadLength));
        BinaryPrimitives.WriteUInt16BigEndian(span[4..], Identification);
        BinaryPrimitives.WriteUInt16BigEndian(
            span[6..], (ushort)((DontFragment ? DontFragmentBit : 0) | (MoreFragments ? MoreFragmentsBit : 0) | FragmentOffset & 0x1fff));
        span[8] = TimeToLive;
        span[9] = (byte)Protocol;
        span[10..12].Clear();
        Source.Write(span[12..]);
        Destination.Write(span[16..]);
        Options.Items.AsSpan().CopyTo(span[BareLength..]);
        BinaryPrimitives.WriteUInt16BigEndian(span[10..], Checksum.Of(span));
        output.Advance(length);
    }

    public override string ToString() => $"{Source} > {Destination} {Protocol} ttl {TimeToLive}";
}
