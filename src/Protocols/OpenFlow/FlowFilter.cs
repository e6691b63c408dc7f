using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow;

/// <summary>Which flows to dump, count or delete. By default all.</summary>
public sealed record FlowFilter
{
    private const byte AllTables = 0xff;

    public static readonly FlowFilter All = new();

    /// <summary>The table; null for all.</summary>
    public byte? Table { get; init; }

    public ulong Cookie { get; init; }

    /// <summary>The bits of the cookie that must be as in <see cref="Cookie"/>.</summary>
    public ulong CookieMask { get; init; }

    /// <summary>Flows that match nothing but packets that this matches (a flow's match is at least as narrow).</summary>
    public Match Match { get; init; } = Match.Any;

    /// <summary>Flows that output to this port.</summary>
    public uint OutPort { get; init; } = OfPort.Any;

    /// <summary>Body of the multipart requests FLOW and AGGREGATE (OpenFlow 1.3.5 §7.3.5.2).</summary>
    internal void Write(WireWriter wire)
    {
        wire.U8(Table ?? AllTables);
        wire.Zeros(3);
        wire.U32(OutPort);
        wire.U32(OfGroup.Any);
        wire.Zeros(4);
        wire.U64(Cookie);
        wire.U64(CookieMask);
        Match.Write(wire);
    }

    internal static FlowFilter? Read(ref WireReader wire)
    {
        var table = wire.U8();
        wire.Skip(3);
        var outPort = wire.U32();
        wire.Skip(8);
        var (cookie, mask) = (wire.U64(), wire.U64());
        return Match.Read(ref wire) is { } match
            ? new FlowFilter
            {
                Table = table is AllTables ? null : table,
                OutPort = outPort,
                Cookie = cookie,
                CookieMask = mask,
                Match = match,
            }
            : null;
    }
}
