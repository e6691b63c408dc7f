using Naru.Primitives;

namespace Naru.Protocols.OpenFlow;

/// <summary>An instruction that this library does not know, kept whole.</summary>
public sealed record OpaqueInstruction(EquatableList<byte> Octets)
{
    public override string ToString() => $"instruction({Convert.ToHexStringLower(Octets.Items.AsSpan())})";
}
