using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>The peer refused a message (OpenFlow 1.3.5 §7.4.4).</summary>
/// <param name="ErrorType"><c>ofp_error_type</c>; 0xffff for errors of an experimenter.</param>
/// <param name="Code">The code; for an experimenter its own type of error.</param>
/// <param name="Experimenter">Zero unless <paramref name="ErrorType"/> is 0xffff.</param>
/// <param name="Data">The refused message, or as much of it as the peer kept.</param>
public sealed record ErrorMessage(ushort ErrorType, ushort Code, uint Experimenter, EquatableList<byte> Data) : OpenFlowMessage
{
    internal const ushort ExperimenterType = 0xffff;

    /// <summary>The name in the standard, such as <c>OFPFMFC_TABLE_FULL</c>.</summary>
    public string Name => ErrorNames.Of(ErrorType, Code, Experimenter);

    internal override MessageType Type => MessageType.Error;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U16(ErrorType);
        wire.U16(Code);
        if (ErrorType is ExperimenterType)
            wire.U32(Experimenter);
        wire.Bytes(Data.Items.AsSpan());
    }

    internal static ErrorMessage Read(ref WireReader body)
    {
        var type = body.U16();
        var code = body.U16();
        var experimenter = type is ExperimenterType ? body.U32() : 0;
        return new ErrorMessage(type, code, experimenter, EquatableList.Create(body.Rest));
    }
}
