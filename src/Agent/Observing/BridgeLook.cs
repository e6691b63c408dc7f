using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Nftables;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Observing;

/// <summary>Looks at the Linux bridges of this host: what they know of a MAC address, which connections are tracked, and the rules.</summary>
internal sealed class BridgeLook(NetworkNamespace home)
{
    /// <summary>More of them say nothing more.</summary>
    private const int MostConnections = 3;

    /// <summary>Where a bridge sends what is for a MAC address, and the connections between two addresses.</summary>
    public Result<string> Find(string bridge, string mac, string from, string to, byte protocol)
    {
        if (!MacAddress.TryParse(mac, out var receiver) || !IpAddress.TryParse(from, out var source) || !IpAddress.TryParse(to, out var destination))
            return Error.Invalid($"'{mac}' is no MAC address, or '{from}' or '{to}' no IP address.");
        if (!Entries(bridge, receiver).TryGet(out var entries, out var error) || !Connections(source, destination, protocol).TryGet(out var connections, out error))
            return error;
        return string.Join('\n', [.. entries, .. connections]);
    }

    /// <summary>The rules of chains, each of which is three words: family, table, chain.</summary>
    public Result<string> Rules(EquatableList<string> words)
    {
        var lines = new List<string>();
        var listings = new Dictionary<NftTable, string>();
        foreach (var chain in words.Items.Chunk(3))
        {
            if (chain is not [var family, var name, var wanted] || !Enum.TryParse<NftFamily>(family, ignoreCase: true, out var known))
                return Error.Invalid($"'{string.Join(' ', chain)}' names no chain: expected family, table and chain.");
            var table = new NftTable(known, name);
            if (!listings.TryGetValue(table, out var listing))
            {
                if (!new NftRuleset(home).ListByNumber(table).TryGet(out listing, out var error))
                    return error;
                listings.Add(table, listing);
            }
            lines.AddRange(RulesOf(listing, wanted).Select(rule => $"{string.Join(' ', chain)}: {rule}"));
        }
        return string.Join('\n', lines);
    }

    private Result<List<string>> Entries(string bridge, MacAddress mac)
    {
        if (!RouteSocket.Open(home).TryGet(out var route, out var error))
            return error;
        using (route)
        {
            if (!route.Links.List().TryGet(out var links, out error) || !route.Forwarding.List().TryGet(out var entries, out error))
                return error;
            if (links.FirstOrDefault(link => link.Name == bridge) is not { } own)
                return Error.NotFound("ENODEV", $"This host has no bridge '{bridge}'.");
            var ports = links.Where(link => link.Master == own.Index).ToDictionary(link => link.Index, link => link.Name);
            return entries.Where(entry => entry.Mac == mac && ports.ContainsKey(entry.LinkIndex))
                .OrderBy(entry => entry.Destination is not null)
                .Select(entry => entry.Destination is { } remote
                    ? $"{mac} dev {ports[entry.LinkIndex]} dst {remote} self {StateOf(entry)}"
                    : $"{mac} dev {ports[entry.LinkIndex]} master {bridge}{(StateOf(entry) is { Length: > 0 } state ? $" {state}" : "")}")
                .ToList();
        }
    }

    private static string StateOf(ForwardingEntry entry) => entry.State switch
    {
        NeighbourState.Permanent => "permanent",
        NeighbourState.NoArp => "static",
        _ => "",
    };

    private Result<List<string>> Connections(IpAddress source, IpAddress destination, byte protocol)
    {
        if (!ConntrackSocket.Open(home).TryGet(out var tracking, out var error))
            return error;
        using (tracking)
        {
            var (one, other) = (IpPrefix.OfHost(source), IpPrefix.OfHost(destination));
            return tracking.List(new ConnectionFilter { Protocol = protocol, OriginalSource = one, OriginalDestination = other })
                .Then(forth => tracking.List(new ConnectionFilter { Protocol = protocol, OriginalSource = other, OriginalDestination = one }).Map(back => forth.AddRange(back)))
                .Map(found => found.Select(connection => $"conntrack {connection}").Distinct().Take(MostConnections).ToList());
        }
    }

    // "\tchain NAME {", its rules one a line, "\t}". The line of a base chain's hook is no rule.
    private static IEnumerable<string> RulesOf(string listing, string chain) => listing.Split('\n')
        .SkipWhile(line => line.Trim() != $"chain {chain} {{").Skip(1)
        .TakeWhile(line => line != "\t}")
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && !line.StartsWith("type ", StringComparison.Ordinal));
}
