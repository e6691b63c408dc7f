using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>The first message of both sides: the versions they speak.</summary>
/// <param name="Versions">Bit 4 is OpenFlow 1.3.</param>
public sealed record Hello(uint Versions) : OpenFlowMessage
{
    private const ushort VersionBitmap = 1;

    /// <summary>OpenFlow 1.3 and nothing else.</summary>
    public static readonly Hello OpenFlow13 = new(1u << Version);

    internal override MessageType Type => MessageType.Hello;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U16(VersionBitmap);
        wire.U16(8);
        wire.U32(Versions);
    }

    /// <summary>Whether the peer speaks OpenFlow 1.3.</summary>
    public bool HasOpenFlow13 => (Versions >> Version & 1) != 0;

    /// <summary>Without a bitmap the version of the header is the highest that the peer speaks.</summary>
    /// <remarks>Elements other than the bitmap are skipped, as the standard demands.</remarks>
    internal static Hello Read(ref WireReader body, byte headerVersion)
    {
        var versions = headerVersion < 31 ? (2u << headerVersion) - 1 : 0;
        while (body.Remaining >= 4)
        {
            var type = body.U16();
            var length = body.U16();
            var element = new WireReader(body.Bytes(length - 4));
            body.Skip(Math.Min(body.Remaining, (8 - length % 8) % 8));
            if (type is VersionBitmap && element.Remaining >= 4)
                versions = element.U32();
        }
        return new Hello(versions);
    }
}
