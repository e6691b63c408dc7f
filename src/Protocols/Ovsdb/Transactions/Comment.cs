using System.Text.Json;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>A note for whoever reads the database's log (RFC 7047 §5.2.9).</summary>
public sealed record Comment(string Text) : Operation
{
    public override string Name => "comment";

    private protected override void WriteMembers(Utf8JsonWriter writer) => writer.WriteString("comment", Text);
}
