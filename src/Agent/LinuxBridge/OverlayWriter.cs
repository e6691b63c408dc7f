using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Protocols.Netlink.Route;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Agent.LinuxBridge;

/// <summary>Writes what tunnels and bridges know of other hosts: <c>bridge fdb</c> and <c>ip neighbour</c>.</summary>
internal sealed class OverlayWriter(RouteSocket route, ILogger log)
{
    /// <param name="Bridge">The index of the bridge.</param>
    /// <param name="Tunnel">The index of the tunnel device.</param>
    internal readonly record struct Place(int Bridge, int Tunnel);

    /// <summary>Makes these be known in these places, and nothing else that is not learned.</summary>
    public Result<Done> Write(IReadOnlyList<(Place Place, Overlay Overlay)> wanted)
    {
        if (!route.Forwarding.List().TryGet(out var entries, out var unread) || !route.Neighbours.List().TryGet(out var neighbours, out unread))
            return unread;
        var tunnels = wanted.ToDictionary(each => each.Place.Tunnel, each => each.Place.Bridge);
        var bridges = tunnels.Values.ToHashSet();
        // A bridge's entries age or are its own unless they are static.
        var present = entries.Where(entry => tunnels.ContainsKey(entry.LinkIndex) && (IsTunnels(entry) || entry.State is NeighbourState.NoArp)).ToList();
        var known = neighbours.Where(neighbour => bridges.Contains(neighbour.LinkIndex) && neighbour.State is NeighbourState.Permanent && neighbour.Address.IsV4).ToList();

        var desired = wanted.SelectMany(each => Entries(each.Place, each.Overlay)).ToDictionary(KeyOf);
        var asked = wanted.SelectMany(each => each.Overlay.Neighbours.Select(neighbour =>
            (Key: (each.Place.Bridge, neighbour.Address), neighbour.Mac))).DistinctBy(each => each.Key).ToDictionary(each => each.Key, each => each.Mac);

        var here = present.Select(KeyOf).ToHashSet();
        var answered = known.Where(neighbour => asked.GetValueOrDefault((neighbour.LinkIndex, neighbour.Address)) == neighbour.Mac)
            .Select(neighbour => (neighbour.LinkIndex, neighbour.Address)).ToHashSet();
        var sets = new List<NetlinkMessage>();
        sets.AddRange(desired.Where(each => !here.Contains(each.Key)).Select(each => each.Value.Mac == MacAddress.Zero
            ? NeighbourRequests.Append(each.Value)
            : NeighbourRequests.Replace(each.Value)));
        sets.AddRange(asked.Where(each => !answered.Contains(each.Key))
            .Select(each => NeighbourRequests.Replace(new Neighbour(each.Key.Bridge, each.Key.Address, each.Value))));
        // A MAC that has another place now has been replaced.
        var replaced = desired.Values.Where(entry => entry.Mac != MacAddress.Zero).Select(entry => (entry.LinkIndex, entry.Mac, IsTunnels(entry))).ToHashSet();
        var deletes = new List<NetlinkMessage>();
        deletes.AddRange(present.Where(entry => !desired.ContainsKey(KeyOf(entry)) && !replaced.Contains((entry.LinkIndex, entry.Mac, IsTunnels(entry))))
            .Select(entry => NeighbourRequests.Delete(entry with { Flags = IsTunnels(entry) ? NeighbourFlags.Self : NeighbourFlags.Master })));
        deletes.AddRange(known.Where(neighbour => !asked.ContainsKey((neighbour.LinkIndex, neighbour.Address))).Select(NeighbourRequests.Delete));
        if (sets.Count + deletes.Count == 0)
            return Done.Ok;
        var outcomes = route.Execute([.. sets, .. deletes]);
        log.OverlayWritten(sets.Count, deletes.Count);
        return outcomes.Select(outcome => outcome.Error).FirstOrDefault(error => error is not null and not { Type: "ENOENT" }) is { } refused ? refused : Done.Ok;
    }

    private static IEnumerable<ForwardingEntry> Entries(Place place, Overlay overlay)
    {
        foreach (var host in overlay.Hosts)
            yield return new ForwardingEntry(place.Tunnel, MacAddress.Zero) { Destination = host };
        foreach (var (mac, host) in overlay.Macs)
        {
            yield return new ForwardingEntry(place.Tunnel, mac) { Destination = host };
            // Static, and not the bridge's own: without it the bridge would not answer ARP for the address behind.
            yield return new ForwardingEntry(place.Tunnel, mac) { State = NeighbourState.NoArp, Flags = NeighbourFlags.Master };
        }
    }

    private static (int Link, MacAddress Mac, bool IsTunnels, IpAddress? Host) KeyOf(ForwardingEntry entry) =>
        (entry.LinkIndex, entry.Mac, IsTunnels(entry), entry.Destination);

    private static bool IsTunnels(ForwardingEntry entry) => entry.Flags.HasFlag(NeighbourFlags.Self);
}
