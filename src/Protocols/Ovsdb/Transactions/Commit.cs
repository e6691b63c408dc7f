using System.Text.Json;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>With <paramref name="Durable"/>, the reply comes only after the transaction is on the disk (RFC 7047 §5.2.7).</summary>
public sealed record Commit(bool Durable) : Operation
{
    public override string Name => "commit";

    private protected override void WriteMembers(Utf8JsonWriter writer) => writer.WriteBoolean("durable", Durable);
}
