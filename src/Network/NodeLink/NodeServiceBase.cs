using Grpc.Core;
using Naru.NodeContract;

namespace Naru.Network.NodeLink;

/// <summary>What a generator would write from a service definition: binds <see cref="NodeService.Attach"/> to a method.</summary>
[BindServiceMethod(typeof(NodeServiceBase), nameof(BindService))]
public abstract class NodeServiceBase
{
    public abstract Task Attach(
        IAsyncStreamReader<NodeReport> reports, IServerStreamWriter<NodeUpdate> updates, ServerCallContext context);

    public static void BindService(ServiceBinderBase binder, NodeServiceBase? service) => binder.AddMethod(
        NodeService.Attach,
        service is null ? null : new DuplexStreamingServerMethod<NodeReport, NodeUpdate>(service.Attach));
}
