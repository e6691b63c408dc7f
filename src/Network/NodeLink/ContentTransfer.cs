using Grpc.Core;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Network.NodeLink;

/// <summary>The server's end of the streams of bytes.</summary>
public sealed class ContentTransfer(IEnumerable<IContentSource> sources)
{
    private readonly Dictionary<string, IContentSource> _sources = sources.ToDictionary(source => source.Kind);

    public async Task FetchAsync(NodeContentName name, IServerStreamWriter<NodeContentPart> parts, CancellationToken cancellation)
    {
        if (!(await Source(name).OpenAsync(name.Host, name.Id, cancellation)).TryGet(out var content, out var error))
            throw Failure(error);
        await using (content)
        {
            while (true)
            {
                var buffer = new byte[NodeContentPart.Largest];
                var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
                if (length == 0)
                    return;
                await parts.WriteAsync(new NodeContentPart(null, buffer.AsMemory(0, length)), cancellation);
            }
        }
    }

    public async Task<NodeContentReceipt> DeliverAsync(IAsyncStreamReader<NodeContentPart> parts, CancellationToken cancellation)
    {
        if (!await parts.MoveNext(cancellation) || parts.Current.Name is not { } name)
            throw Failure(Error.Invalid("The first part of content says what it is."));
        await using var content = new PartStream(parts);
        return (await Source(name).ReceiveAsync(name.Host, name.Id, content, cancellation)).TryGet(out var octets, out var error)
            ? new NodeContentReceipt(octets)
            : throw Failure(error);
    }

    private IContentSource Source(NodeContentName name) => _sources.GetValueOrDefault(name.Kind)
        ?? throw Failure(Error.Invalid($"There is no content of kind '{name.Kind}': expected one of {string.Join(", ", _sources.Keys)}."));

    private static RpcException Failure(Error error) => new(new Status(
        error.Kind switch
        {
            ErrorKind.NotFound => StatusCode.NotFound,
            ErrorKind.Invalid => StatusCode.InvalidArgument,
            ErrorKind.Unavailable => StatusCode.Unavailable,
            _ => StatusCode.FailedPrecondition,
        },
        error.Message));
}
