using System.Buffers.Binary;
using System.Text;

namespace Naru.Agent.Routing.HighAvailability;

/// <summary>What hosts of highly available routers say to each other, one in a UDP packet.</summary>
/// <remarks>Magic (2 octets), kind (1), number (8), revision (8), all big-endian, then the host's name in UTF-8.</remarks>
/// <param name="Kind">A question, or the promise that answers it.</param>
/// <param name="Number">The question's; its answer has the same.</param>
/// <param name="Revision">The revision of the view that who asks acts on; 0 in an answer.</param>
/// <param name="Host">Who speaks.</param>
internal sealed record PeerMessage(PeerMessageKind Kind, long Number, long Revision, string Host)
{
    /// <summary>The length of a packet that can still be one of these.</summary>
    public const int MaxLength = HeaderLength + 255;

    private const int HeaderLength = 19;
    private const ushort Magic = 0x4e41;

    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderLength + Encoding.UTF8.GetByteCount(Host)];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, Magic);
        bytes[2] = (byte)Kind;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(3), Number);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(11), Revision);
        Encoding.UTF8.GetBytes(Host, bytes.AsSpan(HeaderLength));
        return bytes;
    }

    public static PeerMessage? Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length is > HeaderLength and <= MaxLength && BinaryPrimitives.ReadUInt16BigEndian(bytes) == Magic
        && (PeerMessageKind)bytes[2] is PeerMessageKind.Question or PeerMessageKind.Promise
            ? new PeerMessage(
                (PeerMessageKind)bytes[2],
                BinaryPrimitives.ReadInt64BigEndian(bytes[3..]),
                BinaryPrimitives.ReadInt64BigEndian(bytes[11..]),
                Encoding.UTF8.GetString(bytes[HeaderLength..]))
            : null;
}
