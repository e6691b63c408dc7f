using Grpc.Core;
using Naru.NodeContract;

namespace Naru.Network.NodeLink;

/// <summary>What a generator would write from a service definition: binds the methods of <see cref="NodeService"/>.</summary>
[BindServiceMethod(typeof(NodeServiceBase), nameof(BindService))]
public abstract class NodeServiceBase
{
    public abstract Task Attach(
        IAsyncStreamReader<NodeReport> reports, IServerStreamWriter<NodeUpdate> updates, ServerCallContext context);

    public abstract Task Beat(IAsyncStreamReader<NodeBeat> beats, IServerStreamWriter<NodeLease> leases, ServerCallContext context);

    public abstract Task Fetch(NodeContentName name, IServerStreamWriter<NodeContentPart> parts, ServerCallContext context);

    public abstract Task<NodeContentReceipt> Deliver(IAsyncStreamReader<NodeContentPart> parts, ServerCallContext context);

    public abstract Task Console(IAsyncStreamReader<NodeContentPart> said, IServerStreamWriter<NodeContentPart> typed, ServerCallContext context);

    public static void BindService(ServiceBinderBase binder, NodeServiceBase? service)
    {
        binder.AddMethod(NodeService.Attach, service is null ? null : new DuplexStreamingServerMethod<NodeReport, NodeUpdate>(service.Attach));
        binder.AddMethod(NodeService.Beat, service is null ? null : new DuplexStreamingServerMethod<NodeBeat, NodeLease>(service.Beat));
        binder.AddMethod(NodeService.Fetch, service is null ? null : new ServerStreamingServerMethod<NodeContentName, NodeContentPart>(service.Fetch));
        binder.AddMethod(NodeService.Deliver, service is null ? null : new ClientStreamingServerMethod<NodeContentPart, NodeContentReceipt>(service.Deliver));
        binder.AddMethod(NodeService.Console, service is null ? null : new DuplexStreamingServerMethod<NodeContentPart, NodeContentPart>(service.Console));
    }
}
