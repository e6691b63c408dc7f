using System.Text.Json;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>Undoes the transaction (RFC 7047 §5.2.8): a dry run that still finds most mistakes.</summary>
public sealed record Abort : Operation
{
    public override string Name => "abort";

    private protected override void WriteMembers(Utf8JsonWriter writer)
    {
    }
}
