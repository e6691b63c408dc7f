using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Opens, commits or discards a bundle (ONF extension 230 for OpenFlow 1.3).</summary>
public sealed record BundleControl(uint Bundle, BundleCommand Command, BundleFlags Flags) : ExperimenterMessage
{
    internal const uint TypeNumber = 2300;

    internal override uint Experimenter => Onf;

    internal override uint ExperimenterType => TypeNumber;

    internal override void WriteExperimenterBody(WireWriter wire)
    {
        wire.U32(Bundle);
        wire.U16((ushort)Command);
        wire.U16((ushort)Flags);
    }

    internal static BundleControl ReadBody(ref WireReader body) =>
        new(body.U32(), (BundleCommand)body.U16(), (BundleFlags)body.U16());
}
