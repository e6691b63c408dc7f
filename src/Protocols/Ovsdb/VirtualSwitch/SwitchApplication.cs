using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>Makes a switch what it should be: the only code here that writes.</summary>
public static class SwitchApplication
{
    private static readonly Mutation NextConfiguration = new(OpenVSwitch.Columns.NextCfg.Name, Mutator.Add, 1);

    /// <summary>Writes the delta in one transaction. ovs-vswitchd acts on it a moment later.</summary>
    public static async Task<Result<Done>> ApplyAsync(this OvsdbReplica replica, SwitchDelta delta, CancellationToken cancellation) =>
        delta.IsEmpty ? Done.Ok : (await replica.TransactAsync(delta.Operations, cancellation)).Map(_ => default(Done));

    /// <summary>Writes the delta and waits until ovs-vswitchd has acted on it, as <c>ovs-vsctl</c> does without <c>--no-wait</c>.</summary>
    public static async Task<Result<Done>> ApplyAndWaitAsync(this OvsdbReplica replica, SwitchDelta delta, CancellationToken cancellation)
    {
        if (delta.IsEmpty)
            return Done.Ok;
        List<Operation> operations =
        [
            .. delta.Operations,
            new Mutate(OpenVSwitch.Table.Name, [], [NextConfiguration]),
            new Select(OpenVSwitch.Table.Name, [], [OpenVSwitch.Columns.NextCfg.Name]),
        ];
        if (!(await replica.TransactAsync(operations, cancellation)).TryGet(out var results, out var error))
            return error;
        if (results[^1].Rows is not [var row, ..])
            return Error.NotFound("unknown row", "The switch's database has no row in table Open_vSwitch, so nothing can be waited for.");
        var wanted = OpenVSwitch.Columns.NextCfg.Read(row);
        await replica.WaitUntilAsync(
            snapshot => snapshot.Table<OpenVSwitch>().Rows.Any(root => root.CurCfg >= wanted), cancellation);
        return Done.Ok;
    }

    /// <summary>Waits until the switch has given each interface its OpenFlow port number, and answers with the numbers by name.</summary>
    /// <returns>An error, with the switch's own words, when it cannot open one of them.</returns>
    public static async Task<Result<EquatableMap<string, long>>> PortNumbersAsync(
        this OvsdbReplica replica, IReadOnlyCollection<string> interfaces, CancellationToken cancellation)
    {
        var snapshot = await replica.WaitUntilAsync(
            current => interfaces.All(name => current.Table<Interface>().Named(name) is { Ofport: not null }), cancellation);
        var numbers = new Dictionary<string, long>();
        foreach (var name in interfaces)
        {
            if (snapshot.Table<Interface>().Named(name) is not { Ofport: { } number and > 0 })
                return Refused(name, snapshot);
            numbers[name] = number;
        }
        return new EquatableMap<string, long>(numbers);
    }

    // The switch says -1 where it cannot open the device (ovs-vswitchd.conf.db(5), Interface, ofport).
    private static Error Refused(string name, ReplicaSnapshot snapshot) => Error.Conflict(
        "InterfaceNotOpened",
        $"Open vSwitch cannot open interface '{name}': {snapshot.Table<Interface>().Named(name)?.Error ?? "it gives no reason"}.");
}
