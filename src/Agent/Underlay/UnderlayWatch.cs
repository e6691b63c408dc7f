using Microsoft.Extensions.Logging;
using Naru.Agent.Server;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Underlay;

/// <summary>Tries the ways to the other hosts' tunnels now and then, and tells the server what it found.</summary>
internal sealed class UnderlayWatch(NetworkNamespace home, string host, IpAddress local, ServerLink server, TimeProvider time, ILogger<UnderlayWatch> log)
{
    /// <summary>A look costs an echo and a TCP handshake a peer. What breaks a way is a change by hand: somebody waits for the answer.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private EquatableList<NodeTunnel> _told;

    /// <summary>Peers that something was wrong with at the last look.</summary>
    private HashSet<string> _doubtful = [];
    private long _stream;

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            if (server.View is { } view && UnderlayNeeds.Mtu(view, local.IsV6) is > 0 and var needed)
                Tell(Confirmed(await LookAsync(view, needed, cancellation)));
            await Task.Delay(Interval, time, cancellation);
        }
    }

    private async Task<EquatableList<NodeTunnel>> LookAsync(NodeView view, int needed, CancellationToken cancellation)
    {
        var (device, mtu) = Device();
        var peers = view.Peers.Where(peer => peer.Host != host && peer.TunnelAddress.IsV6 == local.IsV6).OrderBy(peer => peer.Host, StringComparer.Ordinal);
        if (!EchoSocket.Open(local).TryGet(out var echo, out _))
            return [.. peers.Select(peer => new NodeTunnel(peer.Host, device, mtu, needed, PassingMtu: 0, ChecksumsPass: false))];
        using (echo)
        {
            var tunnels = new List<NodeTunnel>();
            foreach (var peer in peers)
            {
                var passing = await PathProbe.PassingMtuAsync(echo, peer.TunnelAddress, needed, cancellation);
                var checksums = passing == 0 || await PathProbe.ChecksumsPassAsync(local, peer.TunnelAddress, cancellation);
                tunnels.Add(new NodeTunnel(peer.Host, device, mtu, needed, passing, checksums));
            }
            return tunnels.ToEquatableList();
        }
    }

    /// <summary>What is wrong is told at the second look: on a busy host an answer may come late.</summary>
    private EquatableList<NodeTunnel> Confirmed(EquatableList<NodeTunnel> seen)
    {
        var doubtful = _doubtful;
        _doubtful = [.. seen.Where(tunnel => tunnel.Problem is not null).Select(tunnel => tunnel.Peer)];
        return [.. seen
            .Select(tunnel => tunnel.Problem is null || doubtful.Contains(tunnel.Peer) ? tunnel : _told.Items.FirstOrDefault(before => before.Peer == tunnel.Peer))
            .OfType<NodeTunnel>()];
    }

    private (string Name, int Mtu) Device()
    {
        if (!RouteSocket.Open(home).TryGet(out var route, out _))
            return ("", 0);
        using (route)
        {
            if (!route.Addresses.List().TryGet(out var addresses, out _)
                || addresses.FirstOrDefault(address => address.Address == local) is not { } own
                || !route.Links.Get(own.LinkIndex).TryGet(out var link, out _))
            {
                return ("", 0);
            }
            return (link.Name, link.Mtu);
        }
    }

    private void Tell(EquatableList<NodeTunnel> tunnels)
    {
        if (tunnels.IsEmpty || (tunnels == _told && server.Stream == _stream))
            return;
        foreach (var tunnel in tunnels.Where(tunnel => tunnel.Problem != _told.Items.FirstOrDefault(before => before.Peer == tunnel.Peer)?.Problem))
        {
            if (tunnel.Problem is { } problem)
                log.WayIsBroken(tunnel.Peer, problem);
            else
                log.WayIsSound(tunnel.Peer);
        }
        var stream = server.Stream;
        if (server.TryReport(new NodeReport(null, 0, []) { Tunnels = tunnels }))
            (_told, _stream) = (tunnels, stream);
    }
}
