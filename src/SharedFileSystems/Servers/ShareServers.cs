using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Work;
using Naru.State;

namespace Naru.SharedFileSystems.Servers;

/// <summary>Which share server a share is on: all shares of a share network are on one.</summary>
/// <param name="ports">Null: no host handles share servers.</param>
internal sealed class ShareServers(Scheduling scheduling, IServerPorts? ports = null)
{
    /// <summary>Gives a share its server, and makes one where its network has none that takes shares.</summary>
    public Result<ShareServer> Assign(Transaction state, string shareId)
    {
        if (state.In(ShareTables.Shares).Find(shareId) is not { } share || state.In(ShareTables.Networks).Find(share.ShareNetworkId ?? "") is not { } network)
            return Error.NotFound("NotFound", $"The share {shareId} or its share network is gone.");
        if (state.In(ShareTables.Servers).Find(share.ShareServerId ?? "") is { } given)
            return given;
        var zone = ZoneOf(network, share.AvailabilityZone ?? Scheduling.Zone);
        var server = ShareTables.ServersByNetwork.Of(state, network.Id).FirstOrDefault(one => one.TakesShares && one.AvailabilityZone == zone);
        if (server is null)
        {
            if (!Make(state, network, zone).TryGet(out server, out var error))
                return error;
        }
        else if (server.UnusedSince is not null)
        {
            state.Update(ShareTables.Servers, server = server with { UnusedSince = null });
        }
        state.Update(ShareTables.Shares, share with { ShareServerId = server.Id });
        return server;
    }

    /// <summary>Why no share server can be made for a share network; null: one can.</summary>
    public static Error? Refusal(ShareNetwork network, string zone)
    {
        if (network.Status != ShareNetwork.Active)
            return ManilaErrors.Conflict($"Share network {network.Id} is {network.Status}; it must be {ShareNetwork.Active}.");
        // A server that joins no directory would let in whom the directory keeps out.
        if (!network.SecurityServices.IsEmpty)
            return ManilaErrors.Invalid($"Share network {network.Id} has security services, and share servers here join no directory.");
        return SubnetsOf(network, ZoneOf(network, zone)) is [] or [{ NetworkId: null }, ..]
            ? ManilaErrors.Invalid($"Share network {network.Id} has no subnet with neutron_net_id and neutron_subnet_id for the availability zone {zone}.")
            : null;
    }

    /// <summary>Whether shares of a share network can be reached already, so that what it is must stay.</summary>
    public static bool IsUsed(IStateReader state, string networkId) =>
        ShareTables.SharesByNetwork.Any(state, networkId) || ShareTables.ServersByNetwork.Of(state, networkId).Any(server => server.Status != ShareServer.Deleting);

    /// <summary>Plugs the servers of a share network into a further subnet of it.</summary>
    /// <returns>The subnet, with what is known of it now.</returns>
    public Result<ShareNetworkSubnet> Extend(Transaction state, ShareNetwork network, ShareNetworkSubnet subnet)
    {
        if (ports is null)
            return subnet;
        foreach (var server in ShareTables.ServersByNetwork.Of(state, network.Id).Where(server => server.TakesShares && server.AvailabilityZone == subnet.AvailabilityZone).ToList())
        {
            if (!ports.Plug(state, server, subnet).TryGet(out var plugged, out var error))
                return Error.Conflict("SubnetNotUsable", error.Message);
            subnet = Known(subnet, plugged);
            state.Update(ShareTables.Servers, server with { Ports = [.. server.Ports.Items, new ServerPort(subnet.Id, plugged.PortId, plugged.Address)], UpdatedAt = state.Time });
        }
        return subnet;
    }

    /// <summary>Has the servers of a share network without shares removed.</summary>
    public static void Release(Transaction state, string networkId)
    {
        foreach (var server in ShareTables.ServersByNetwork.Of(state, networkId).Where(server => server.Status != ShareServer.Deleting && !ShareTables.SharesByServer.Any(state, server.Id)).ToList())
            state.Update(ShareTables.Servers, server with { Status = ShareServer.Deleting, UpdatedAt = state.Time });
    }

    /// <summary>The addresses at which clients find what a share server has; of none: null, which is the host's own.</summary>
    public static IReadOnlyList<string?> AddressesOf(IStateReader state, string? serverId) =>
        state.In(ShareTables.Servers).Find(serverId ?? "") is { Ports.IsEmpty: false } server ? [.. server.Ports.Items.Select(port => port.Address)] : [null];

    private Result<ShareServer> Make(Transaction state, ShareNetwork network, string? zone)
    {
        if (ports is null)
            return new Error(ErrorKind.Unavailable, Scheduling.NoValidHost, "No host handles share servers.");
        if (Refusal(network, zone ?? Scheduling.Zone) is { } refusal)
            return refusal;
        var server = new ShareServer
        {
            Id = Guid.NewGuid().ToString(), ProjectId = network.ProjectId, ShareNetworkId = network.Id, AvailabilityZone = zone, Host = scheduling.ServerPool!.Host, // Where there are ports there is a pool.
            Status = ShareServer.Creating, CreatedAt = state.Time,
        };
        var subnets = network.Subnets.Items.ToList();
        foreach (var subnet in SubnetsOf(network, zone))
        {
            if (!ports.Plug(state, server, subnet).TryGet(out var plugged, out var error))
                return error;
            server = server with { Ports = [.. server.Ports.Items, new ServerPort(subnet.Id, plugged.PortId, plugged.Address)] };
            subnets[subnets.IndexOf(subnet)] = Known(subnet, plugged);
        }
        state.Insert(ShareTables.Servers, server);
        state.Update(ShareTables.Networks, network with { Subnets = [.. subnets] });
        return server;
    }

    /// <summary>Subnets of the zone itself go before those of every zone.</summary>
    private static string? ZoneOf(ShareNetwork network, string zone) => network.Subnets.Items.Any(subnet => subnet.AvailabilityZone == zone) ? zone : null;

    private static IReadOnlyList<ShareNetworkSubnet> SubnetsOf(ShareNetwork network, string? zone) => [.. network.Subnets.Items.Where(subnet => subnet.AvailabilityZone == zone)];

    private static ShareNetworkSubnet Known(ShareNetworkSubnet subnet, PluggedPort plugged) => subnet with
    {
        NetworkType = plugged.NetworkType, SegmentationId = plugged.SegmentationId, Cidr = plugged.Cidr, Gateway = plugged.Gateway, Mtu = plugged.Mtu,
    };
}
