using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Forgets all connections of a zone (Nicira extension).</summary>
public sealed record FlushConntrackZone(ushort Zone) : ExperimenterMessage
{
    internal const uint TypeNumber = 29;

    internal override uint Experimenter => Nicira;

    internal override uint ExperimenterType => TypeNumber;

    internal override void WriteExperimenterBody(WireWriter wire)
    {
        wire.Zeros(6);
        wire.U16(Zone);
    }

    internal static FlushConntrackZone ReadBody(ref WireReader body)
    {
        body.Skip(6);
        return new FlushConntrackZone(body.U16());
    }
}
