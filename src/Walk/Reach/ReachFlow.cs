using System.Globalization;
using Naru.Network.SecurityGroups;

namespace Naru.Walk.Reach;

/// <summary>Packets that begin a connection and arrive: from any of these addresses to any of those, for any of these services.</summary>
/// <param name="Destination">As the sender writes it: a floating IP where one leads to the receiver.</param>
public sealed record ReachFlow(AddressRange Source, AddressRange Destination, ServiceSet Services)
{
    /// <summary>One packet of them: <c>tcp 203.0.113.7 → 10.0.0.3 port 22</c>.</summary>
    public string Example()
    {
        var (protocol, detail) = Services.Example();
        var what = protocol switch
        {
            IpProtocols.Icmp => string.Create(CultureInfo.InvariantCulture, $" type {detail >> 8} code {detail & byte.MaxValue}"),
            _ when IpProtocols.HasPorts(protocol) => string.Create(CultureInfo.InvariantCulture, $" port {detail}"),
            _ => "",
        };
        return $"{ServiceSet.Name((uint)protocol)} {Source.First} → {Destination.First}{what}";
    }

    public bool IsSameAs(ReachFlow other) => Source == other.Source && Destination == other.Destination && Services.IsSameAs(other.Services);

    /// <summary>The packets of some flows that are in none of others, exactly.</summary>
    public static IEnumerable<ReachFlow> Except(IEnumerable<ReachFlow> flows, IReadOnlyList<ReachFlow> others)
    {
        var left = flows;
        foreach (var other in others)
            left = [.. left.SelectMany(flow => flow.Except(other))];
        return left;
    }

    private IEnumerable<ReachFlow> Except(ReachFlow other)
    {
        if (Source.Intersect(other.Source) is not { } source || Destination.Intersect(other.Destination) is not { } destination)
        {
            yield return this;
            yield break;
        }
        foreach (var rest in Source.Except(other.Source))
            yield return this with { Source = rest };
        foreach (var rest in Destination.Except(other.Destination))
            yield return new ReachFlow(source, rest, Services);
        if (Services.Except(other.Services) is { IsEmpty: false } services)
            yield return new ReachFlow(source, destination, services);
    }
}
