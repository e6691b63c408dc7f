using Naru.Primitives;

namespace Naru.Agent.Server;

/// <summary>Where a host gets bytes from, and brings them to.</summary>
internal interface IContent
{
    /// <summary>Writes what there is of a kind (<see cref="NodeContract.NodeContentKinds"/>) to a stream.</summary>
    /// <returns>How many octets came; why not all did, otherwise.</returns>
    Task<Result<long>> FetchAsync(string kind, string id, Stream target, CancellationToken cancellation);

    /// <returns>How many octets are safe there; why nothing was kept, otherwise.</returns>
    Task<Result<long>> DeliverAsync(string kind, string id, Stream source, CancellationToken cancellation);
}
