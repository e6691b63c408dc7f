using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Walk.Switching;

/// <summary>Takes one packet through the tables of one bridge.</summary>
/// <param name="space">Whose connections are tracked: the host.</param>
internal sealed class FlowRun(FlowTables tables, ConnectionTracking connections, string space)
{
    /// <summary>Open vSwitch gives up after so many, too.</summary>
    private const int MostSteps = 4096;

    private readonly List<FlowOutput> _outputs = [];
    private int _count;

    public IReadOnlyList<FlowOutput> Outputs => _outputs;

    /// <summary>The tables of the last way that the packet took, also when nothing came out of it.</summary>
    public IReadOnlyList<FlowStep> Last { get; private set; } = [];

    public void Run(FlowFields packet) => Enter(0, packet, [], null);

    private void Enter(byte table, FlowFields packet, List<FlowStep> steps, string? tracking)
    {
        while (true)
        {
            if (++_count > MostSteps)
                throw new UnknownStepException($"A packet went through more than {MostSteps} tables.");
            var flow = tables.Find(table, packet, out var clauses);
            steps.Add(new FlowStep(table, flow, clauses, tracking));
            Last = steps;
            if (flow is null)
                return;
            var instructions = flow.Instructions;
            if (!instructions.Unknown.IsEmpty || !instructions.Write.IsEmpty || instructions.ClearActions)
                throw new UnknownStepException($"The flow '{flow}' has an instruction that is not understood.");
            if (!Apply(instructions.Apply, table, packet, steps))
                return;
            if (instructions.WriteMetadata is { } metadata)
                packet[Oxm.Metadata] = packet[Oxm.Metadata] & ~(UInt128)metadata.Mask | metadata.Value & metadata.Mask;
            if (instructions.GotoTable is not { } next)
                return;
            (table, tracking) = (next, null);
        }
    }

    /// <returns>Whether the pipeline goes on after the actions.</returns>
    private bool Apply(IEnumerable<FlowAction> actions, byte table, FlowFields packet, List<FlowStep> steps)
    {
        foreach (var action in actions)
        {
            switch (action)
            {
                case Output output:
                    Send(output.Port, packet, steps);
                    break;
                case OutputReg output:
                    Send((uint)packet.Read(output.Source), packet, steps);
                    break;
                case RegLoad load:
                    packet.Write(load.Target, load.Value);
                    break;
                case RegMove move:
                    packet.Write(move.Target, packet.Read(move.Source));
                    break;
                case SetField set:
                    packet[set.Field] = packet[set.Field] & ~set.Mask | set.Value;
                    break;
                case PushVlan when packet.Vlan is null:
                    packet[Oxm.VlanVid] = FlowFields.VlanPresent;
                    break;
                case PopVlan:
                    packet.Vlan = null;
                    break;
                case DecNwTtl when packet.Ttl <= 1:
                    return false;
                case DecNwTtl:
                    packet.Ttl--;
                    break;
                case SetNwTtl set:
                    packet.Ttl = set.Ttl;
                    break;
                case Conntrack conntrack:
                    Track(conntrack, packet, steps);
                    break;
                case CtClear:
                    Untrack(packet);
                    break;
                case Resubmit { Port: null } resubmit:
                    Enter(resubmit.Table ?? table, packet, steps, null);
                    break;
                case Clone clone:
                    Apply(clone.Actions, table, packet.Clone(), [.. steps]);
                    break;
                case Learn learn:
                    tables.Add(FlowLearning.Learned(learn, packet));
                    break;
                case CheckPktLarger check:
                    packet.Write(check.Target, packet.Length + EthernetHeader > check.Length ? 1u : 0u);
                    break;
                case Exit:
                    return false;
                // They say how fast, what for, or who gets a copy, and not where to.
                case SetQueue or Note or ToController { Pause: false }:
                    break;
                default:
                    throw new UnknownStepException($"unknown action '{action}' in table {table}");
            }
        }
        return true;
    }

    private const int EthernetHeader = 14;

    private void Send(uint port, FlowFields packet, List<FlowStep> steps) =>
        _outputs.Add(new FlowOutput(port, packet.Clone(), [.. steps]));

    private void Track(Conntrack action, FlowFields packet, List<FlowStep> steps)
    {
        if (action.Nat is { Kind: NatKind.Source })
            throw new UnknownStepException($"unknown action '{action}': translation of the source in the switch");
        var zone = action.ZoneFrom is { } field ? (ushort)packet.Read(field) : action.Zone;
        var key = ConnectionKey.Of(packet);
        var isKnown = connections.TryFind(space, zone, key, out var connection, out var isReply);
        var state = CtStates.Tracked | (isKnown, isReply) switch
        {
            (false, _) => CtStates.New,
            (true, true) => CtStates.Established | CtStates.Reply,
            _ when connection!.HasSeenReply => CtStates.Established, // It is known.
            _ => CtStates.New,
        };
        if (action.Commit)
        {
            if (connection is null)
                connections.Remember(space, zone, connection = NewConnection(key, action.Nat, packet));
            var marked = packet.Clone();
            marked[Oxm.CtMark] = connection.Mark;
            foreach (var nested in action.Exec)
            {
                if (nested is RegLoad load && load.Target.Field == Oxm.CtMark)
                    marked.Write(load.Target, load.Value);
                else if (nested is SetField set && set.Field == Oxm.CtMark)
                    marked[Oxm.CtMark] = marked[Oxm.CtMark] & ~set.Mask | set.Value;
                else
                    throw new UnknownStepException($"unknown action '{nested}' in '{action}'");
            }
            connection.Mark = (uint)marked[Oxm.CtMark];
        }
        if (action.Table is not { } table)
            return;
        var tracked = packet.Clone();
        if (action.Nat is not null && connection is { NewDestination: { } destination })
        {
            if (isReply)
                tracked.Source = connection.Original.Destination;
            else
                tracked.Destination = destination;
        }
        tracked[Oxm.CtState] = (uint)state;
        tracked[Oxm.CtZone] = zone;
        tracked[Oxm.CtMark] = connection?.Mark ?? 0;
        Enter(table, tracked, [.. steps], $"zone {zone}: {Words(state)}{(connection is { Mark: > 0 } ? $", mark {connection.Mark}" : "")}");
    }

    private static TrackedConnection NewConnection(ConnectionKey key, Nat? nat, FlowFields packet)
    {
        if (nat is not { Kind: NatKind.Destination, Min: { } destination })
            return new TrackedConnection(key);
        var translated = packet.Clone();
        translated.Destination = destination;
        return new TrackedConnection(key) { NewDestination = destination, Reply = ConnectionKey.Of(translated).Reversed };
    }

    private static void Untrack(FlowFields packet)
    {
        foreach (var field in (ReadOnlySpan<OxmField>)[Oxm.CtState, Oxm.CtZone, Oxm.CtMark, Oxm.CtLabel])
            packet[field] = 0;
    }

    private static string Words(CtStates state) => state.HasFlag(CtStates.Reply) ? "established, reply" : state.HasFlag(CtStates.Established) ? "established" : "new";
}
