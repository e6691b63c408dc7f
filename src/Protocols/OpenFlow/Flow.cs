using System.Text;

namespace Naru.Protocols.OpenFlow;

/// <summary>A row of a flow table.</summary>
/// <remarks>Compared by value, also with what a switch dumps: see <see cref="OpenFlow.Match"/>.</remarks>
/// <param name="Table">0 to 253; Open vSwitch keeps 254 to itself.</param>
/// <param name="Priority">Of the flows that match a packet the one with the highest is used.</param>
/// <param name="Match">Which packets.</param>
/// <param name="Instructions">What is done with them.</param>
public sealed record Flow(byte Table, ushort Priority, Match Match, Instructions Instructions)
{
    /// <summary>The priority of a flow whose text says none.</summary>
    public const ushort DefaultPriority = 0x8000;

    /// <summary>A number by which the owner of a flow knows it.</summary>
    public ulong Cookie { get; init; }

    /// <summary>Seconds without a packet after which the flow goes; zero for never.</summary>
    public ushort IdleTimeout { get; init; }

    /// <summary>Seconds after which the flow goes; zero for never.</summary>
    public ushort HardTimeout { get; init; }

    public FlowFlags Flags { get; init; }

    public FlowKey Key => new(Table, Priority, Match);

    /// <summary>The line that <c>ovs-ofctl -O OpenFlow13 add-flow</c> takes and, spaces aside, <c>dump-flows</c> prints.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Cookie != 0)
            text.Append($"cookie=0x{Cookie:x},");
        text.Append($"table={Table},");
        if (IdleTimeout != 0)
            text.Append($"idle_timeout={IdleTimeout},");
        if (HardTimeout != 0)
            text.Append($"hard_timeout={HardTimeout},");
        AppendFlags(text);
        text.Append($"priority={Priority}");
        if (Match.ToString() is { Length: > 0 } match)
            text.Append(',').Append(match);
        return text.Append(" actions=").Append(Instructions).ToString();
    }

    private void AppendFlags(StringBuilder text)
    {
        if (Flags.HasFlag(FlowFlags.SendFlowRemoved))
            text.Append("send_flow_rem,");
        if (Flags.HasFlag(FlowFlags.CheckOverlap))
            text.Append("check_overlap,");
        if (Flags.HasFlag(FlowFlags.ResetCounts))
            text.Append("reset_counts,");
        if (Flags.HasFlag(FlowFlags.NoPacketCounts))
            text.Append("no_packet_counts,");
        if (Flags.HasFlag(FlowFlags.NoByteCounts))
            text.Append("no_byte_counts,");
    }
}
