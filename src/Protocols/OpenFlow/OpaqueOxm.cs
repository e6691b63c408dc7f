using Naru.Primitives;

namespace Naru.Protocols.OpenFlow;

/// <summary>A match entry that this library does not know, kept so that it is written as it was read.</summary>
public sealed record OpaqueOxm(OxmHeader Header, bool IsMasked, EquatableList<byte> Payload)
{
    public override string ToString() => $"oxm({Header.Class:x4}:{Header.Code})=0x{Convert.ToHexStringLower(Payload.Items.AsSpan())}";
}
