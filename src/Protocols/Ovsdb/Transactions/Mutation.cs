using System.Text.Json;

using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>One change to a column, relative to what is there (RFC 7047 §5.1, <c>&lt;mutation&gt;</c>).</summary>
public sealed record Mutation(string Column, Mutator Mutator, OvsdbValue Argument)
{
    /// <summary>The words of <see cref="Transactions.Mutator"/>, in its order.</summary>
    private static readonly string[] Mutators = ["+=", "-=", "*=", "/=", "%=", "insert", "delete"];

    public static Mutation Insert(string column, OvsdbValue argument) => new(column, Mutator.Insert, argument);

    public static Mutation Delete(string column, OvsdbValue argument) => new(column, Mutator.Delete, argument);

    public override string ToString() => $"{Column} {Mutators[(int)Mutator]} {Argument}";

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(Column);
        writer.WriteStringValue(Mutators[(int)Mutator]);
        Argument.Write(writer);
        writer.WriteEndArray();
    }
}
