using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Grpc.Core;

namespace Naru.NodeContract;

/// <summary>
/// The gRPC methods between nodes and server: <c>/naru.Node/Attach</c>, reports up, updates down; <c>/naru.Node/Beat</c>, signs of life;
/// <c>/naru.Node/Fetch</c> and <c>/naru.Node/Deliver</c>, bytes down and up; <c>/naru.Node/Console</c>, bytes both ways.
/// </summary>
public static class NodeService
{
    public const string Name = "naru.Node";

    public static readonly Method<NodeReport, NodeUpdate> Attach = new(
        MethodType.DuplexStreaming, Name, "Attach", MarshallerOf(NodeJson.Default.NodeReport), MarshallerOf(NodeJson.Default.NodeUpdate));

    public static readonly Method<NodeBeat, NodeLease> Beat = new(
        MethodType.DuplexStreaming, Name, "Beat", MarshallerOf(NodeJson.Default.NodeBeat), MarshallerOf(NodeJson.Default.NodeLease));

    /// <summary>The octets of what is named, in order; ends with the status NotFound where there are none.</summary>
    public static readonly Method<NodeContentName, NodeContentPart> Fetch = new(
        MethodType.ServerStreaming, Name, "Fetch", MarshallerOf(NodeJson.Default.NodeContentName), ContentMarshaller.Parts);

    /// <summary>Octets of what the first part names. The receipt says that they are safe; without one nothing was kept.</summary>
    public static readonly Method<NodeContentPart, NodeContentReceipt> Deliver = new(
        MethodType.ClientStreaming, Name, "Deliver", ContentMarshaller.Parts, MarshallerOf(NodeJson.Default.NodeContentReceipt));

    /// <summary>A console of an instance, both ways, until either end is over. The first part up names the session that the server has asked for.</summary>
    public static readonly Method<NodeContentPart, NodeContentPart> Console = new(
        MethodType.DuplexStreaming, Name, "Console", ContentMarshaller.Parts, ContentMarshaller.Parts);

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
