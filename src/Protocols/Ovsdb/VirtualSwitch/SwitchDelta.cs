using Naru.Primitives;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Transactions;

namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>What separates a switch from what it should be, and the one transaction that closes the gap.</summary>
public sealed record SwitchDelta(EquatableList<SwitchChange> Changes, EquatableList<Operation> Operations)
{
    public bool IsEmpty => Operations.IsEmpty;

    /// <summary>Compares; deletions stand first in the transaction, then bridges, then ports.</summary>
    /// <exception cref="InvalidOperationException">The replica has no copy yet: everything would look as if it were missing.</exception>
    /// <exception cref="ArgumentException">A bridge or port is named twice.</exception>
    public static SwitchDelta Between(DesiredSwitch desired, ReplicaSnapshot actual) => actual.IsLoaded
        ? new SwitchComparison(desired, actual).Compare()
        : throw new InvalidOperationException("The replica of the switch's database has not been loaded yet.");

    /// <summary>The transaction as a command line that does the same.</summary>
    public override string ToString() => OvsVsctl.CommandLine(Operations);
}
