using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>A message that the standard leaves to others: experimenter (32 bits), its own type (32), body.</summary>
public abstract record ExperimenterMessage : OpenFlowMessage
{
    internal const uint Nicira = 0x0000_2320;
    internal const uint Onf = 0x4f4e_4600;

    internal abstract uint Experimenter { get; }

    internal abstract uint ExperimenterType { get; }

    internal override MessageType Type => MessageType.Experimenter;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U32(Experimenter);
        wire.U32(ExperimenterType);
        WriteExperimenterBody(wire);
    }

    internal abstract void WriteExperimenterBody(WireWriter wire);

    internal static OpenFlowMessage? Read(ref WireReader body) => (body.U32(), body.U32()) switch
    {
        (Onf, BundleControl.TypeNumber) => BundleControl.ReadBody(ref body),
        (Onf, BundleAdd.TypeNumber) => BundleAdd.ReadBody(ref body),
        (Nicira, SetPacketInFormat.TypeNumber) => new SetPacketInFormat((PacketInFormat)body.U32()),
        (Nicira, FlushConntrackZone.TypeNumber) => FlushConntrackZone.ReadBody(ref body),
        (Nicira, NiciraPacketIn2) => PacketIn.ReadProperties(ref body),
        _ => null,
    };

    private const uint NiciraPacketIn2 = 30;
}
