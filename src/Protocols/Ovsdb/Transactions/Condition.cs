using System.Text.Json;

using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>A condition that a row must meet (RFC 7047 §5.1, <c>&lt;condition&gt;</c>); several mean all of them, none means every row.</summary>
public sealed record Condition(string Column, ConditionFunction Function, OvsdbValue Argument)
{
    public const string UuidColumn = "_uuid";

    /// <summary>The words of <see cref="ConditionFunction"/>, in its order.</summary>
    internal static readonly string[] Functions = ["==", "!=", "<", "<=", ">=", ">", "includes", "excludes"];

    public static Condition Uuid(Guid uuid) => new(UuidColumn, ConditionFunction.Equal, uuid);

    public static Condition Equal(string column, OvsdbValue argument) => new(column, ConditionFunction.Equal, argument);

    public static Condition Includes(string column, OvsdbValue argument) => new(column, ConditionFunction.Includes, argument);

    public override string ToString() => $"{Column} {Functions[(int)Function]} {Argument}";

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(Column);
        writer.WriteStringValue(Functions[(int)Function]);
        Argument.Write(writer);
        writer.WriteEndArray();
    }

    internal static void WriteAll(Utf8JsonWriter writer, IEnumerable<Condition> conditions)
    {
        writer.WriteStartArray("where");
        foreach (var condition in conditions)
            condition.Write(writer);
        writer.WriteEndArray();
    }
}
