using Naru.Images.Content;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>The bytes of images on their way to hosts, and those of root disks on their way back.</summary>
internal sealed class ImageContent(ImageLibrary library, Store store) : IContentSource
{
    public string Kind => NodeContentKinds.Image;

    public Task<Result<Stream>> OpenAsync(string host, string id, CancellationToken cancellation) => Task.FromResult(library.Open(id));

    public async Task<Result<long>> ReceiveAsync(string host, string id, Stream content, CancellationToken cancellation)
    {
        var isWanted = ComputeTables.ServersByHost.Of(store.Current, host).Any(server => server.Host == host && server.Snapshots.Items.Any(snapshot => snapshot.ImageId == id));
        return isWanted
            ? await library.ReceiveAsync(new WriteContext("snapshot", host), id, content, cancellation)
            : NovaErrors.BadRequest($"Host '{host}' was not asked for image {id}.");
    }
}
