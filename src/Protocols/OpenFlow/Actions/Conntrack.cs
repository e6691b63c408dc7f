using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Sends the packet through connection tracking (<c>ct(…)</c>).</summary>
/// <remarks>
/// What conntrack says, <c>ct_state</c> and its companions, exists only in <see cref="Table"/>, where a copy of the packet
/// goes on; the packet at hand continues untracked with the next action.
/// </remarks>
public sealed record Conntrack : FlowAction
{
    private const ushort CommitFlag = 1;
    private const ushort ForceFlag = 2;
    private const byte NoTable = 0xff;

    /// <summary>The connection is remembered.</summary>
    public bool Commit { get; init; }

    /// <summary>A connection known in the other direction is replaced. Only with <see cref="Commit"/>.</summary>
    public bool Force { get; init; }

    /// <summary>The table in which the tracked packet goes on; null if it does not.</summary>
    public byte? Table { get; init; }

    /// <summary>The zone, unless <see cref="ZoneFrom"/> says where to find it.</summary>
    public ushort Zone { get; init; }

    /// <summary>16 bits of a field that hold the zone.</summary>
    public Subfield? ZoneFrom { get; init; }

    /// <summary>Port of the helper that understands the connection: 21 for FTP, 69 for TFTP, zero for none.</summary>
    public ushort Alg { get; init; }

    public Nat? Nat { get; init; }

    /// <summary>What to do to the connection's mark and label. Only with <see cref="Commit"/>.</summary>
    public EquatableList<FlowAction> Exec { get; init; }

    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.Ct);
        wire.U16((ushort)((Commit ? CommitFlag : 0) | (Force ? ForceFlag : 0)));
        if (ZoneFrom is { } zone)
        {
            zone.Field.WriteActionHeader(wire);
            wire.U16(zone.OffsetAndBits);
        }
        else
        {
            wire.U32(0);
            wire.U16(Zone);
        }
        wire.U8(Table ?? NoTable);
        wire.Zeros(3);
        wire.U16(Alg);
        Nat?.Write(wire);
        wire.Actions(Exec);
        wire.End(start);
    }

    internal static Conntrack? Read(ref WireReader body, int depth)
    {
        var flags = body.U16();
        Subfield? zoneFrom = null;
        ushort zone = 0;
        // Zero is also the header of in_port, which no zone comes from, and says that the zone is a number.
        if (body.Rest is [0, 0, 0, 0, ..])
        {
            body.Skip(4);
            zone = body.U16();
        }
        else if (OxmField.ReadHeader(ref body) is { } field)
        {
            zoneFrom = Subfield.FromOffsetAndBits(field, body.U16());
        }
        var table = body.U8();
        body.Skip(3);
        var alg = body.U16();
        if (body.Failed || flags > 3 || zoneFrom is { IsValid: false }
            || ActionReader.Read(body.Bytes(body.Remaining), depth + 1) is not { } nested)
        {
            return null;
        }
        var nat = nested is [Nat first, ..] ? first : null;
        return new Conntrack
        {
            Commit = (flags & CommitFlag) != 0,
            Force = (flags & ForceFlag) != 0,
            Table = table is NoTable ? null : table,
            Zone = zone,
            ZoneFrom = zoneFrom,
            Alg = alg,
            Nat = nat,
            Exec = nat is null ? nested : EquatableList.Create(nested.Items.AsSpan()[1..]),
        };
    }

    internal override void Print(StringBuilder text)
    {
        text.Append("ct(");
        if (Commit)
            text.Append("commit,");
        if (Force)
            text.Append("force,");
        if (Table is { } table)
            text.Append("table=").Append(table).Append(',');
        if (ZoneFrom is { } zone)
            text.Append("zone=").Append(zone).Append(',');
        else if (Zone != 0)
            text.Append("zone=").Append(Zone).Append(',');
        if (Nat is not null)
        {
            Nat.Print(text);
            text.Append(',');
        }
        if (!Exec.IsEmpty)
            text.Append("exec(").AppendActions(Exec).Append("),");
        if (Alg != 0)
            text.Append("alg=").Append(Alg switch { 21 => "ftp", 69 => "tftp", var port => port.ToString() });
        text.Close();
    }
}
