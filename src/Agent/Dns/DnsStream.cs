using System.Buffers.Binary;

namespace Naru.Agent.Dns;

/// <summary>DNS messages over TCP: each with its length in two octets before it (RFC 1035 §4.2.2).</summary>
internal static class DnsStream
{
    /// <summary>The next message, or null when the peer is done.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var length = new byte[2];
        if (await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, cancellation) < length.Length)
            return null;
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        return await stream.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancellation) < message.Length ? null : message;
    }

    public static async Task WriteAsync(Stream stream, byte[] message, CancellationToken cancellation)
    {
        // One segment: some resolvers read the length and the message by a single call.
        var framed = new byte[2 + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)message.Length);
        message.CopyTo(framed, 2);
        await stream.WriteAsync(framed, cancellation);
    }
}
