using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Grpc.Core;

namespace Naru.NodeContract;

/// <summary>The gRPC methods between nodes and server: <c>/naru.Node/Attach</c>, reports up, updates down; <c>/naru.Node/Beat</c>, signs of life.</summary>
public static class NodeService
{
    public const string Name = "naru.Node";

    public static readonly Method<NodeReport, NodeUpdate> Attach = new(
        MethodType.DuplexStreaming, Name, "Attach", MarshallerOf(NodeJson.Default.NodeReport), MarshallerOf(NodeJson.Default.NodeUpdate));

    public static readonly Method<NodeBeat, NodeLease> Beat = new(
        MethodType.DuplexStreaming, Name, "Beat", MarshallerOf(NodeJson.Default.NodeBeat), MarshallerOf(NodeJson.Default.NodeLease));

    private static Marshaller<T> MarshallerOf<T>(JsonTypeInfo<T> type) where T : class => new(
        (message, context) =>
        {
            using (var writer = new Utf8JsonWriter(context.GetBufferWriter()))
                JsonSerializer.Serialize(writer, message, type);
            context.Complete();
        },
        context =>
        {
            var reader = new Utf8JsonReader(context.PayloadAsReadOnlySequence());
            return JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("The message is null.");
        });
}
