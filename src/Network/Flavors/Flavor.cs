using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.Flavors;

/// <summary>A kind of service that users choose by name; its profile says who provides it.</summary>
public sealed record Flavor : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary>What it is a flavor of, see <see cref="ServiceTypes"/>.</summary>
    public string ServiceType { get; init; } = "";

    /// <summary>In the order in which they were bound; the first is used.</summary>
    public EquatableList<string> ServiceProfileIds { get; init; }

    public bool Enabled { get; init; } = true;
}
