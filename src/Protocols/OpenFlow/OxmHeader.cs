using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow;

/// <summary>Which field a match entry is about (OpenFlow 1.3.5 §7.2.3.2), without its has-mask bit and length.</summary>
/// <param name="Class">Who assigned the code.</param>
/// <param name="Code"><c>oxm_field</c>, 7 bits.</param>
/// <param name="Experimenter">The id that follows the header in class 0xffff; zero elsewhere.</param>
public readonly record struct OxmHeader(ushort Class, byte Code, uint Experimenter = 0)
{
    public const ushort Nxm0 = 0x0000;
    public const ushort Nxm1 = 0x0001;
    public const ushort OpenFlowBasic = 0x8000;
    public const ushort PacketRegisters = 0x8001;
    public const ushort ExperimenterClass = 0xffff;

    private bool IsExperimenter => Class is ExperimenterClass;

    /// <summary>Writes class (16 bits), field (7), has-mask (1), length in octets (8), and the experimenter where there is one.</summary>
    internal void Write(WireWriter wire, int payloadBytes, bool masked)
    {
        wire.U16(Class);
        wire.U8((byte)(Code << 1 | (masked ? 1 : 0)));
        wire.U8((byte)(payloadBytes + (IsExperimenter ? 4 : 0)));
        if (IsExperimenter)
            wire.U32(Experimenter);
    }

    /// <summary>Reads a header; <paramref name="payloadBytes"/> is what follows it: the value, and the mask if there is one.</summary>
    internal static OxmHeader Read(ref WireReader wire, out int payloadBytes, out bool masked)
    {
        var oxmClass = wire.U16();
        var code = wire.U8();
        payloadBytes = wire.U8();
        masked = (code & 1) != 0;
        uint experimenter = 0;
        if (oxmClass is ExperimenterClass)
        {
            experimenter = wire.U32();
            payloadBytes -= 4;
            if (payloadBytes < 0)
                wire.Fail();
        }
        return new OxmHeader(oxmClass, (byte)(code >> 1), experimenter);
    }
}
