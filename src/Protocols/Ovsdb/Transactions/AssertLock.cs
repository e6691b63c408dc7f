using System.Text.Json;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>Goes on only while this client holds a lock (<c>assert</c>, RFC 7047 §5.2.10); else the error is <c>not owner</c>.</summary>
public sealed record AssertLock(string Lock) : Operation
{
    public override string Name => "assert";

    private protected override void WriteMembers(Utf8JsonWriter writer) => writer.WriteString("lock", Lock);
}
