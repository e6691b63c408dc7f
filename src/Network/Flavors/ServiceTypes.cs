namespace Naru.Network.Flavors;

/// <summary>The names of the kinds of services that flavors can be of, as Neutron's plugins call them.</summary>
internal static class ServiceTypes
{
    public const string Router = "L3_ROUTER_NAT";

    /// <summary>Flavors of nothing in particular, which no resource can name.</summary>
    public const string Flavors = "FLAVORS";

    public static readonly string[] All = [Router, Flavors];
}
