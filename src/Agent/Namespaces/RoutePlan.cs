using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>A route that a namespace shall have.</summary>
/// <param name="Gateway">The next hop; null: the destination is on the device's link.</param>
/// <param name="Device">Null: the device is found by the gateway.</param>
public sealed record RoutePlan(IpPrefix Destination, IpAddress? Gateway, string? Device)
{
    public override string ToString() =>
        $"{(Destination.Length == 0 ? "default" : Destination)}{(Gateway is { } gateway ? $" via {gateway}" : "")}{(Device is null ? "" : $" dev {Device}")}";
}
