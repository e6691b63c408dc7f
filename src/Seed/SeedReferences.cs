using Naru.Rest.Endpoints;

namespace Naru.Seed;

/// <summary>The names inside of one item, as ids.</summary>
internal sealed class SeedReferences(SeedNames names, SeedWriter writer)
{
    /// <summary>The id that an entry of the item names; null when the item has no such entry.</summary>
    public string? Find(SeedNode item, string kind) => item is SeedMap map && map.Find(kind) is SeedText name ? writer.Id(Collection(kind), name) : null;

    /// <summary>The id of an item that is just a name.</summary>
    public string? Name(SeedNode item, string kind) => item is SeedText name ? writer.Id(Collection(kind), name) : null;

    private IResourceCollection Collection(string kind) => names.Referred(kind)
        ?? throw new InvalidOperationException($"No API has a resource '{kind}'.");
}
