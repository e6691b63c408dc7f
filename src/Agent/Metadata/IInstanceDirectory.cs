using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>Knows which instance an address belongs to. Called on any thread, for every request.</summary>
public interface IInstanceDirectory
{
    /// <summary>The instance whose port has this address in this scope; null when there is none.</summary>
    ValueTask<InstanceMetadata?> FindAsync(MetadataScope scope, IpAddress source, CancellationToken cancellation);

    /// <summary>Keeps what an instance has encrypted for its user.</summary>
    /// <returns>A conflict where it has done so before.</returns>
    ValueTask<Result<Done>> KeepPasswordAsync(string instanceId, byte[] octets, CancellationToken cancellation);
}
