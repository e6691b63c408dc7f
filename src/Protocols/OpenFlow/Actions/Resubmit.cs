using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Looks the packet up again, in another table or as if it came from another port, then goes on with the next action.</summary>
/// <param name="Table">The table; null is the current one.</param>
/// <param name="Port">The port to pretend; null keeps the real one.</param>
public sealed record Resubmit(byte? Table, uint? Port = null) : FlowAction
{
    private const byte CurrentTable = 0xff;

    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.ResubmitTable);
        wire.U16(OfPort.To16(Port ?? OfPort.InPort));
        wire.U8(Table ?? CurrentTable);
        wire.Zeros(3);
        wire.End(start);
    }

    internal static Resubmit Read(ref WireReader body)
    {
        var port = body.U16();
        body.Skip(4);
        return From(port, CurrentTable);
    }

    internal static Resubmit ReadWithTable(ref WireReader body)
    {
        var port = body.U16();
        var table = body.U8();
        body.Skip(3);
        return From(port, table);
    }

    private static Resubmit From(ushort port, byte table) =>
        new(table is CurrentTable ? null : table, OfPort.From16(port) is var number && number is OfPort.InPort ? null : number);

    internal override void Print(StringBuilder text)
    {
        if (Port is { } only && Table is null)
        {
            text.Append("resubmit:").Append(OfPort.Name(only));
            return;
        }
        text.Append("resubmit(");
        if (Port is { } port)
            text.Append(OfPort.Name(port));
        text.Append(',').Append(Table).Append(')');
    }
}
