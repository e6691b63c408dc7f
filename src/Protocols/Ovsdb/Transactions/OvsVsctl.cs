using System.Buffers;
using System.Text;
using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>A transaction on a switch's database as a command line that does the same.</summary>
/// <remarks>
/// That of <c>ovs-vsctl</c>; or, where it has no word for an operation, of <c>ovsdb-client transact</c>. What ovs-vsctl does
/// by itself is left out: its comment, the one row of table Open_vSwitch, and the increment of <c>next_cfg</c> by which it
/// waits for ovs-vswitchd.
/// </remarks>
public static class OvsVsctl
{
    private const string Root = "Open_vSwitch";
    private const string NextConfiguration = "next_cfg";

    /// <summary>Where a word of ovs-vsctl ends (ovs-vsctl(8), Database Values).</summary>
    private static readonly SearchValues<char> Delimiters = SearchValues.Create(":=, []{}!<>\"\\");

    public static string CommandLine(IReadOnlyList<Operation> operations)
    {
        var waits = operations.Any(IsIncrement);
        var commands = operations.Where(operation => operation is not Comment && !IsIncrement(operation) && !ReadsIncrement(operation))
            .SelectMany(Commands).ToArray();
        return commands.Contains(null)
            ? $"ovsdb-client transact {Shell($"[\"{Root}\",{string.Join(',', operations)}]")}"
            : $"ovs-vsctl {(waits ? "" : "--no-wait ")}{string.Join(" ", commands.Select(command => $"-- {command}"))}";
    }

    private static bool IsIncrement(Operation operation) => operation is Mutate { Mutations: [{ Column: NextConfiguration, Mutator: Mutator.Add }] };

    private static bool ReadsIncrement(Operation operation) => operation is Select { Columns: [NextConfiguration] };

    /// <summary>The commands of an operation; null for one that has none.</summary>
    private static IEnumerable<string?> Commands(Operation operation) => operation switch
    {
        Insert { Table: Root } insert => [$"set {Root} .{Assignments(insert.Row)}"],
        Insert { UuidName: { } name, Uuid: null } insert => [$"--id=@{name} create {insert.Table}{Assignments(insert.Row)}"],
        Insert { Uuid: null } insert => [$"create {insert.Table}{Assignments(insert.Row)}"],
        Update update when Record(update.Where) is { } record => [$"set {update.Table} {record}{Assignments(update.Row)}"],
        Mutate mutate when Record(mutate.Where) is { } record => mutate.Mutations.Select(mutation => Command(mutate.Table, record, mutation)),
        Delete { Where.IsEmpty: true } delete => [$"--all destroy {delete.Table}"],
        Delete delete when Record(delete.Where) is { } record => [$"--if-exists destroy {delete.Table} {record}"],
        _ => [null],
    };

    private static string? Command(string table, string record, Mutation mutation)
    {
        var verb = mutation.Mutator switch { Mutator.Insert => "add", Mutator.Delete => "remove", _ => null };
        return verb is null ? null : $"{verb} {table} {record} {mutation.Column} {string.Join(' ', Items(mutation.Argument).Select(Shell))}";
    }

    /// <summary>How ovs-vsctl names the row that the conditions choose: <c>.</c> is the only one of the table.</summary>
    private static string? Record(EquatableList<Condition> where) => where switch
    {
        [] => ".",
        [{ Column: Condition.UuidColumn or "name", Function: ConditionFunction.Equal, Argument.Single: { } id }] => Shell(Word(id)),
        _ => null,
    };

    private static string Assignments(OvsdbRow row) => string.Concat(row.Columns.Select(column => $" {Shell($"{column.Key}={Text(column.Value)}")}"));

    private static string Text(OvsdbValue value) => value.Single is { } atom
        ? Word(atom)
        : value.IsMap ? $"{{{string.Join(',', Items(value))}}}" : $"[{string.Join(',', Items(value))}]";

    private static IEnumerable<string> Items(OvsdbValue value) =>
        value.IsMap ? value.Pairs.Select(pair => $"{Word(pair.Key)}={Word(pair.Value)}") : value.Elements.Select(Word);

    private static string Word(Atom atom)
    {
        var text = atom.ToString();
        return atom.Kind switch
        {
            AtomKind.NamedUuid => $"@{text}",
            AtomKind.String when text.Length == 0 || text.AsSpan().ContainsAny(Delimiters) || text.Any(char.IsControl) => Quoted(atom),
            _ => text,
        };
    }

    private static string Quoted(Atom atom)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Rpc.RpcConnection.WriterOptions))
            atom.Write(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Shell(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_.:=,@/+%".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
