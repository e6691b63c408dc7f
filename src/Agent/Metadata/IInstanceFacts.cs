using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>What the server knows of instances that are on other hosts.</summary>
internal interface IInstanceFacts
{
    /// <summary>Null: there is none, or the server is away.</summary>
    Task<NodeInstance?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Brings the server what an instance has encrypted for its user.</summary>
    /// <returns>A conflict where it has been brought already.</returns>
    Task<Result<Done>> KeepPasswordAsync(string id, byte[] octets, CancellationToken cancellation);
}
