using Naru.Primitives;

namespace Naru.Network.NodeLink;

/// <summary>Bytes that hosts fetch from the server, and bring to it.</summary>
public interface IContentSource
{
    /// <summary>Of what (<see cref="NodeContract.NodeContentKinds"/>).</summary>
    string Kind { get; }

    /// <summary>Opens what the host may have.</summary>
    /// <returns>The bytes from their begin; NotFound if there are none, or none for this host.</returns>
    Task<Result<Stream>> OpenAsync(string host, string id, CancellationToken cancellation);

    /// <summary>Takes the bytes of what the host was asked for.</summary>
    /// <returns>How many octets are safe now; an error if nothing was kept.</returns>
    Task<Result<long>> ReceiveAsync(string host, string id, Stream content, CancellationToken cancellation);
}
