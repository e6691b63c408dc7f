using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Puts a message into a bundle. The inner message has the xid of the outer one.</summary>
public sealed record BundleAdd(uint Bundle, BundleFlags Flags, OpenFlowMessage Message) : ExperimenterMessage
{
    internal const uint TypeNumber = 2301;

    internal override uint Experimenter => Onf;

    internal override uint ExperimenterType => TypeNumber;

    internal override void WriteExperimenterBody(WireWriter wire)
    {
        // The header that is being written is the last one before this body.
        var xidAt = wire.Length - 8 - 4;
        wire.U32(Bundle);
        wire.Zeros(2);
        wire.U16((ushort)Flags);
        Message.Write(wire, wire.U32At(xidAt));
    }

    internal static BundleAdd? ReadBody(ref WireReader body)
    {
        var bundle = body.U32();
        body.Skip(2);
        var flags = (BundleFlags)body.U16();
        // A bundle in a bundle would let the peer decide how deep our stack gets.
        return MessageReader.Read(body.Rest, out _) is { } message and not BundleAdd ? new BundleAdd(bundle, flags, message) : null;
    }
}
