using System.Text.Json;

using Naru.Primitives;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>Changes columns relative to what they hold (RFC 7047 §5.2.4); its result carries the count of rows.</summary>
/// <remarks>Two clients that mutate the same set or map do not undo each other, as two updates would.</remarks>
public sealed record Mutate(string Table, EquatableList<Condition> Where, EquatableList<Mutation> Mutations) : Operation
{
    public override string Name => "mutate";

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("table", Table);
        Condition.WriteAll(writer, Where);
        writer.WriteStartArray("mutations");
        foreach (var mutation in Mutations)
            mutation.Write(writer);
        writer.WriteEndArray();
    }
}
