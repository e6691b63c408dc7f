namespace Naru.Agent.Metadata;

/// <summary>Whose instances a request may come from: those of a network, or of all networks behind a router.</summary>
/// <remarks>Addresses are unique within a scope, so scope and source address name a port.</remarks>
public sealed record MetadataScope
{
    private MetadataScope(Guid? networkId, Guid? routerId) => (NetworkId, RouterId) = (networkId, routerId);

    public Guid? NetworkId { get; }

    public Guid? RouterId { get; }

    public static MetadataScope OfNetwork(Guid id) => new(id, null);

    public static MetadataScope OfRouter(Guid id) => new(null, id);

    public override string ToString() => NetworkId is { } network ? $"network {network}" : $"router {RouterId}";
}
