using System.Text.Json.Serialization;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Flavors;

/// <summary>The size of instances.</summary>
public sealed record Flavor : IDocument
{
    /// <summary>Its id in the API, which an administrator may choose.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public int Vcpus { get; init; }

    /// <summary>In MiB.</summary>
    public int Ram { get; init; }

    /// <summary>Of the root disk, in GiB; 0: as large as the image.</summary>
    public int Disk { get; init; }

    /// <summary>In GiB.</summary>
    public int Ephemeral { get; init; }

    /// <summary>In MiB.</summary>
    public int Swap { get; init; }

    public double RxtxFactor { get; init; } = 1;

    public bool IsPublic { get; init; }

    public bool IsDisabled { get; init; }

    public string? Description { get; init; }

    public EquatableList<NodeKeyValue> ExtraSpecs { get; init; }

    /// <summary>The projects that may use one that is not public.</summary>
    public EquatableList<string> ProjectIds { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    [JsonIgnore]
    public string SwapText => Swap == 0 ? "" : Swap.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
