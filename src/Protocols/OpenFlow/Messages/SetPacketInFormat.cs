using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Chooses the format of packet-ins (Nicira extension).</summary>
public sealed record SetPacketInFormat(PacketInFormat Format) : ExperimenterMessage
{
    internal const uint TypeNumber = 16;

    internal override uint Experimenter => Nicira;

    internal override uint ExperimenterType => TypeNumber;

    internal override void WriteExperimenterBody(WireWriter wire) => wire.U32((uint)Format);
}
