using System.Text;
using System.Text.Json;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>One operation of a transaction (RFC 7047 §5.2). All of a transaction's operations happen, or none.</summary>
public abstract record Operation
{
    private protected Operation()
    {
    }

    /// <summary>The member <c>op</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The operation as the JSON that goes over the wire.</summary>
    public sealed override string ToString()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Rpc.RpcConnection.WriterOptions))
            Write(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("op", Name);
        WriteMembers(writer);
        writer.WriteEndObject();
    }

    private protected abstract void WriteMembers(Utf8JsonWriter writer);
}
