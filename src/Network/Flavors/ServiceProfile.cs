using Naru.Rest;

namespace Naru.Network.Flavors;

/// <summary>How a flavor is provided: by which driver, with what further words for it.</summary>
public sealed record ServiceProfile : StandardResource
{
    /// <summary>The driver of a <see cref="ServiceProvider"/>; may be empty when <see cref="MetaInfo"/> is not.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Kept for the driver as the client gave it.</summary>
    public string MetaInfo { get; init; } = "";

    public bool Enabled { get; init; } = true;
}
