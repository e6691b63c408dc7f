using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Grpc.Core;

namespace Naru.NodeContract;

/// <summary>Parts of content on the wire: the length of the name (32 bits, big endian; 0: none), the name as JSON, and the octets as they are.</summary>
internal static class ContentMarshaller
{
    public static readonly Marshaller<NodeContentPart> Parts = new(Write, Read);

    private static void Write(NodeContentPart part, SerializationContext context)
    {
        var name = part.Name is null ? [] : JsonSerializer.SerializeToUtf8Bytes(part.Name, NodeJson.Default.NodeContentName);
        var writer = context.GetBufferWriter();
        BinaryPrimitives.WriteInt32BigEndian(writer.GetSpan(sizeof(int)), name.Length);
        writer.Advance(sizeof(int));
        writer.Write(name);
        writer.Write(part.Octets.Span);
        context.Complete();
    }

    private static NodeContentPart Read(DeserializationContext context)
    {
        var message = context.PayloadAsReadOnlySequence();
        var reader = new SequenceReader<byte>(message);
        if (!reader.TryReadBigEndian(out int length) || length < 0 || length > reader.Remaining)
            throw new JsonException("The part of content is cut short.");
        var name = reader.UnreadSequence.Slice(0, length);
        return new NodeContentPart(
            length == 0 ? null : JsonSerializer.Deserialize(name.ToArray(), NodeJson.Default.NodeContentName),
            reader.UnreadSequence.Slice(length).ToArray());
    }
}
