namespace Naru.Network.Flavors;

/// <summary>Somebody who provides a service: one of the ways in which routers are served.</summary>
/// <param name="Name">As clients see it in <c>/service-providers</c>.</param>
/// <param name="Driver">What service profiles name. Neutron's own words, so that profiles made for it work here.</param>
/// <param name="IsDistributed">Its routers are <c>distributed</c>.</param>
/// <param name="IsHighlyAvailable">Its routers are <c>ha</c>.</param>
internal sealed record ServiceProvider(string Name, string Driver, bool IsDistributed, bool IsHighlyAvailable)
{
    private const string Package = "neutron.services.l3_router.service_providers.";

    public static readonly ServiceProvider[] All =
    [
        new("dvr", Package + "dvr.DvrDriver", IsDistributed: true, IsHighlyAvailable: false),
        new("ha", Package + "ha.HaDriver", IsDistributed: false, IsHighlyAvailable: true),
        new("single_node", Package + "single_node.SingleNodeDriver", IsDistributed: false, IsHighlyAvailable: false),
    ];

    public static ServiceProvider? OfDriver(string driver) => Array.Find(All, provider => provider.Driver == driver || provider.Name == driver);
}
