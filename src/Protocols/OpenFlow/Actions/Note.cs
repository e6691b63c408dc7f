using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Does nothing but carry octets, for whoever reads the flows.</summary>
public sealed record Note : FlowAction
{
    private const int HeaderBytes = 10;

    /// <param name="octets">Zeros are appended until the action is a multiple of 8 long; the switch keeps them.</param>
    public Note(ReadOnlySpan<byte> octets)
    {
        var padded = new byte[Math.Max(6, (octets.Length + HeaderBytes + 7) / 8 * 8 - HeaderBytes)];
        octets.CopyTo(padded);
        Octets = EquatableList.Create<byte>(padded);
    }

    public EquatableList<byte> Octets { get; }

    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.Note);
        wire.Bytes(Octets.Items.AsSpan());
        wire.End(start);
    }

    internal static Note Read(ref WireReader body) => new(body.Bytes(body.Remaining));

    internal override void Print(StringBuilder text) =>
        text.Append("note:").AppendJoin('.', Octets.Select(octet => octet.ToString("x2")));
}
