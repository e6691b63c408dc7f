using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>An action that this library does not know, kept whole so that it is written octet for octet as it was read.</summary>
public sealed record OpaqueAction(EquatableList<byte> Octets) : FlowAction
{
    internal override void Write(WireWriter wire) => wire.Bytes(Octets.Items.AsSpan());

    internal override void Print(StringBuilder text) =>
        text.Append("unknown(").Append(Convert.ToHexStringLower(Octets.Items.AsSpan())).Append(')');
}
