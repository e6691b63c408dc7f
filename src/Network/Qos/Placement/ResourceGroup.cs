using Naru.Primitives;

namespace Naru.Network.Qos.Placement;

/// <summary>Resources that have to come from one provider.</summary>
/// <param name="Traits">What that provider must be, such as connected to a physical network.</param>
internal sealed record ResourceGroup(string Id, EquatableList<string> Traits, EquatableList<RequestedResource> Resources);
