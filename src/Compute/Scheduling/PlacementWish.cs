using System.Text.Json;
using Naru.Compute.Servers;

namespace Naru.Compute.Scheduling;

/// <summary>What an instance needs of a host.</summary>
internal sealed record PlacementWish(ServerFlavor Flavor)
{
    /// <summary>Null: any.</summary>
    public string? Zone { get; init; }

    /// <summary>Null: any.</summary>
    public string? Host { get; init; }

    /// <summary>An administrator has named the host: it is taken as long as it is there.</summary>
    public bool IsForced { get; init; }

    public string? GroupId { get; init; }

    public JsonElement Hints { get; init; }

    /// <summary>Hosts that it shall not be on.</summary>
    public IReadOnlyCollection<string> Excluded { get; init; } = [];

    /// <summary>The instance that looks for a place; null: it is new.</summary>
    public string? ServerId { get; init; }
}
