using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>Knows which instance an address belongs to. Called on any thread, for every request.</summary>
public interface IInstanceDirectory
{
    /// <summary>The instance whose port has this address in this scope; null when there is none.</summary>
    ValueTask<InstanceMetadata?> FindAsync(MetadataScope scope, IpAddress source, CancellationToken cancellation);
}
