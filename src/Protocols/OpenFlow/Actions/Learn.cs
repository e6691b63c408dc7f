using System.Collections.Immutable;
using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Adds or refreshes a flow made from the packet at hand; a learning switch is such a flow.</summary>
public sealed record Learn : FlowAction
{
    private const ushort SendFlowRemovedFlag = 1;
    private const ushort DeleteLearnedFlag = 2;

    public byte Table { get; init; }

    /// <summary>Seconds without a packet after which the learned flow goes; zero for never.</summary>
    public ushort IdleTimeout { get; init; }

    /// <summary>Seconds after which the learned flow goes unless it is learned again; zero for never.</summary>
    public ushort HardTimeout { get; init; }

    /// <summary>What <see cref="IdleTimeout"/> becomes once a TCP connection ends.</summary>
    public ushort FinIdleTimeout { get; init; }

    /// <summary>What <see cref="HardTimeout"/> becomes once a TCP connection ends.</summary>
    public ushort FinHardTimeout { get; init; }

    public ushort Priority { get; init; } = Flow.DefaultPriority;

    public ulong Cookie { get; init; }

    /// <summary>The end of a learned flow is reported.</summary>
    public bool SendFlowRemoved { get; init; }

    /// <summary>Learned flows go when the last flow that has this action goes.</summary>
    public bool DeleteLearned { get; init; }

    public EquatableList<LearnSpec> Specs { get; init; }

    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.Learn);
        wire.U16(IdleTimeout);
        wire.U16(HardTimeout);
        wire.U16(Priority);
        wire.U64(Cookie);
        wire.U16((ushort)((SendFlowRemoved ? SendFlowRemovedFlag : 0) | (DeleteLearned ? DeleteLearnedFlag : 0)));
        wire.U8(Table);
        wire.Zeros(1);
        wire.U16(FinIdleTimeout);
        wire.U16(FinHardTimeout);
        foreach (var spec in Specs)
            spec.Write(wire);
        wire.End(start);
    }

    internal static Learn? Read(ref WireReader body)
    {
        var learn = new Learn
        {
            IdleTimeout = body.U16(),
            HardTimeout = body.U16(),
            Priority = body.U16(),
            Cookie = body.U64(),
        };
        var flags = body.U16();
        learn = learn with
        {
            SendFlowRemoved = (flags & SendFlowRemovedFlag) != 0,
            DeleteLearned = (flags & DeleteLearnedFlag) != 0,
            Table = body.U8(),
        };
        body.Skip(1);
        learn = learn with { FinIdleTimeout = body.U16(), FinHardTimeout = body.U16() };
        if (flags > 3)
            return null;

        var specs = ImmutableArray.CreateBuilder<LearnSpec>();
        while (body.Remaining >= 2 && body.U16() is var header && header != 0)
        {
            if (LearnSpec.Read(ref body, header) is not { } spec)
                return null;
            specs.Add(spec);
        }
        return learn with { Specs = new EquatableList<LearnSpec>(specs.ToImmutable()) };
    }

    internal override void Print(StringBuilder text)
    {
        text.Append("learn(table=").Append(Table);
        PrintUnlessZero(text, "idle_timeout", IdleTimeout);
        PrintUnlessZero(text, "hard_timeout", HardTimeout);
        PrintUnlessZero(text, "fin_idle_timeout", FinIdleTimeout);
        PrintUnlessZero(text, "fin_hard_timeout", FinHardTimeout);
        if (Priority != Flow.DefaultPriority)
            text.Append(",priority=").Append(Priority);
        if (SendFlowRemoved)
            text.Append(",send_flow_rem");
        if (DeleteLearned)
            text.Append(",delete_learned");
        if (Cookie != 0)
            text.Append(",cookie=").Append(FieldText.Hex(Cookie));
        foreach (var spec in Specs)
        {
            text.Append(',');
            spec.Print(text);
        }
        text.Append(')');
    }

    private static void PrintUnlessZero(StringBuilder text, string name, ushort seconds)
    {
        if (seconds != 0)
            text.Append(',').Append(name).Append('=').Append(seconds);
    }
}
