using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>What the switch is (OpenFlow 1.3.5 §7.3.1).</summary>
/// <param name="DatapathId">The identity of the bridge; the lower 48 bits are a MAC address.</param>
/// <param name="Buffers">How many packets it keeps for a controller; Open vSwitch none.</param>
/// <param name="Tables">Number of tables.</param>
/// <param name="AuxiliaryId">Zero for the main connection.</param>
/// <param name="Capabilities"><c>ofp_capabilities</c>.</param>
public sealed record FeaturesReply(ulong DatapathId, uint Buffers, byte Tables, byte AuxiliaryId, uint Capabilities) : OpenFlowMessage
{
    internal override MessageType Type => MessageType.FeaturesReply;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U64(DatapathId);
        wire.U32(Buffers);
        wire.U8(Tables);
        wire.U8(AuxiliaryId);
        wire.Zeros(2);
        wire.U32(Capabilities);
        wire.Zeros(4);
    }

    internal static FeaturesReply Read(ref WireReader body)
    {
        var (datapathId, buffers, tables, auxiliaryId) = (body.U64(), body.U32(), body.U8(), body.U8());
        body.Skip(2);
        return new FeaturesReply(datapathId, buffers, tables, auxiliaryId, body.U32());
    }
}
