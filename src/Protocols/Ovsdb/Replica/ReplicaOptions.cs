using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models;
using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Rpc;

namespace Naru.Protocols.Ovsdb.Replica;

/// <summary>What a replica holds, and how it keeps its connection.</summary>
public sealed record ReplicaOptions(string Database, EquatableList<TableModel> Tables)
{
    /// <summary>The tables of a switch that <c>SwitchDelta</c> compares.</summary>
    public static readonly ReplicaOptions Switch = new(
        "Open_vSwitch",
        [
            OpenVSwitch.Table,
            Bridge.Table,
            Port.Table,
            Interfaces(),
            Controller.Table,
            QoS.Table,
            Queue.Table,
        ]);

    /// <summary>Of a cluster, only its leader is followed: what others have may be old, and a transaction that they pass on takes longer.</summary>
    public bool LeaderOnly { get; init; }

    /// <summary>A lock to ask for (RFC 7047 §4.1.8), so that of several clients one writes; null: none.</summary>
    public string? Lock { get; init; }

    public RpcOptions Rpc { get; init; } = RpcOptions.Default;

    /// <summary>The first pause before a new connection; it doubles with every failure in a row.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest pause. Each pause is drawn between its half and the whole, so that many clients do not return at once.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(1);

    // Counters change every few seconds and nobody decides by them.
    private static TableModel<Interface> Interfaces() => Interface.Table.Only(
        [.. Interface.Table.Columns.Where(column => column != Interface.Columns.Statistics.Name)]);
}
