using System.Text.Json;

using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>Adds a row (RFC 7047 §5.2.1); its result carries the row's UUID.</summary>
/// <param name="UuidName">How later operations of the transaction refer to the row (<see cref="Atom.NamedUuid"/>): letters, digits and underscores.</param>
public sealed record Insert(string Table, OvsdbRow Row, string? UuidName = null) : Operation
{
    public override string Name => "insert";

    /// <summary>A UUID chosen by the client: an extension of ovsdb-server(7) 5.2.1; null lets the server choose.</summary>
    public Guid? Uuid { get; init; }

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("table", Table);
        writer.WritePropertyName("row");
        Row.Write(writer);
        if (UuidName is not null)
            writer.WriteString("uuid-name", UuidName);
        if (Uuid is { } uuid)
            writer.WriteString("uuid", uuid);
    }
}
