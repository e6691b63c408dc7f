using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Aggregates;

/// <summary>Hosts that an administrator has put together, perhaps as an availability zone.</summary>
public sealed record Aggregate : IDocument
{
    public const string ZoneKey = "availability_zone";

    /// <summary>A number.</summary>
    public string Id { get; init; } = "";

    public string Uuid { get; init; } = "";

    public string Name { get; init; } = "";

    public EquatableList<string> Hosts { get; init; }

    public EquatableList<NodeKeyValue> Metadata { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The zone that its hosts are in; null: it makes none.</summary>
    public string? Zone => Metadata.Items.FirstOrDefault(pair => pair.Key == ZoneKey)?.Value;
}
