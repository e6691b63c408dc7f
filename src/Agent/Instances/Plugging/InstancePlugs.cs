using System.Collections.Concurrent;
using Naru.Agent.Firewall;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Ethtool;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Instances.Plugging;

/// <summary>Plugs the network cards of instances, and has them as ports of br-int in the rounds of the switch.</summary>
/// <remarks>
/// Instances come and go beside those rounds: they make and remove devices, and say here which are there. What goes leaves the switch
/// first: <see cref="UnplugAsync"/> waits for the round in which it does.
/// </remarks>
/// <param name="finishChecksums">The switch runs outside of the kernel and reads frames whose checksum must be there.</param>
/// <param name="areFoundByName">The switch is made of Linux bridges, and finds taps of ports by their names.</param>
internal sealed class InstancePlugs(NetworkNamespace home, bool finishChecksums, bool areFoundByName, WakeUp wakeUp) : IHostService, IPortListener, IDisposable
{
    /// <summary>An instance is not kept waiting for a network that does not come: it starts without.</summary>
    private static readonly TimeSpan WiringPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan UnplugPatience = TimeSpan.FromSeconds(10);

    private readonly RouteSocket _route = RouteSocket.Open(home).Unwrap();
    private readonly ConcurrentDictionary<string, ServicePort> _plugged = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _leaving = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = [];

    public IReadOnlyList<ServicePort> Plug(NodeView view) => areFoundByName ? [] : [.. _plugged.Values];

    public ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation)
    {
        // The switch was written without these.
        foreach (var (port, left) in _leaving)
        {
            if (!_plugged.ContainsKey(port))
                left.TrySetResult();
        }
        return ValueTask.CompletedTask;
    }

    public IEnumerable<Observation> Observe(NodeView view) => [];

    public void Hear(IReadOnlyCollection<Observation> observations)
    {
        foreach (var observation in observations)
        {
            if (observation is { Kind: ObservedKind.Port, Condition: Condition.Active } && _awaited.TryGetValue(observation.Id, out var awaited))
                awaited.TrySetResult();
        }
    }

    /// <summary>Finds what an earlier agent has plugged.</summary>
    public void Adopt(string portId)
    {
        var hybrid = new InstanceCable(portId, default, 0, IsHybrid: true);
        if (!_route.Links.Get(hybrid.Tap).TryGet(out var device, out _))
            return;
        if (_route.Links.Get(hybrid.Outlet).TryGet(out var outlet, out _))
            device = outlet;
        _plugged[portId] = new ServicePort(portId, device.Name, device.Index);
    }

    /// <summary>Plugs a port of an instance whose network namespace this is. It may be plugged already.</summary>
    /// <param name="inside">What the card is called in the instance.</param>
    public Result<Done> Plug(InstanceCable cable, NetworkNamespace instance, string inside)
    {
        var tap = new VethPair(cable.Tap, inside) { Mtu = cable.Mtu, PeerMac = cable.Mac, PeerNamespace = instance };
        var made = _route.Links.Create(tap).Map(_ => default(Done));
        if (made.Error is { Type: not "EEXIST" } refused)
            return refused;
        if (finishChecksums && made.Succeeded && Finish(instance, inside).Error is { } unfinished)
            return unfinished;
        return Join(cable);
    }

    /// <summary>Plugs a port whose other end is a program, which opens the tap by its name. It may be plugged already.</summary>
    public Result<Done> PlugTap(InstanceCable cable)
    {
        return MakeTap(cable).Then(_ => _route.Links.Change(cable.Tap, new LinkChange { Mtu = cable.Mtu })).Then(_ => Join(cable));
    }

    /// <summary>Makes the tap of a port that is not of this host yet. It may be there already.</summary>
    public Result<Done> MakeTap(InstanceCable cable) => _route.Links.Get(cable.Tap).Succeeded ? Done.Ok : TapDevice.Make(cable.Tap);

    /// <summary>Joins a tap that is there to the switch.</summary>
    public Result<Done> Join(InstanceCable cable)
    {
        if (cable.IsHybrid && Bridge(cable).Error is { } unbridged)
            return unbridged;
        if (_route.Links.SetUp(cable.Tap).Then(_ => _route.Links.Get(cable.Device)).TryGet(out var device, out var error))
        {
            _plugged[cable.PortId] = new ServicePort(cable.PortId, cable.Device, device.Index);
            wakeUp.Set();
            return Done.Ok;
        }
        return error;
    }

    /// <summary>No packet passes a port until it is restored. It stays plugged.</summary>
    public Result<Done> Silence(string portId) => _route.Links.SetDown(BridgedPort.TapOf(portId));

    public Result<Done> Restore(string portId) => _route.Links.SetUp(BridgedPort.TapOf(portId));

    /// <summary>Waits until packets of these ports would pass, or the time is over.</summary>
    public async Task WiredAsync(IReadOnlyList<string> ports, CancellationToken cancellation)
    {
        var all = ports.Select(port => _awaited.GetOrAdd(port, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task).ToList();
        try
        {
            wakeUp.Set();
            await Task.WhenAll(all).WaitAsync(WiringPatience, cancellation);
        }
        catch (TimeoutException)
        {
            // The API says which port is down, and why.
        }
        finally
        {
            foreach (var port in ports)
                _awaited.TryRemove(port, out _);
        }
    }

    /// <summary>Takes ports out of the switch, and then removes their devices.</summary>
    public async Task UnplugAsync(IReadOnlyList<string> ports, CancellationToken cancellation)
    {
        var leaving = new List<Task>();
        foreach (var port in ports)
        {
            var left = _leaving.GetOrAdd(port, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (_plugged.TryRemove(port, out _))
                leaving.Add(left.Task);
        }
        try
        {
            wakeUp.Set();
            await Task.WhenAll(leaving).WaitAsync(UnplugPatience, cancellation);
        }
        catch (TimeoutException)
        {
            // The switch is away; a port without a device is nothing to it.
        }
        foreach (var port in ports)
        {
            _leaving.TryRemove(port, out _);
            Remove(new InstanceCable(port, default, 0, IsHybrid: true));
        }
    }

    /// <summary>Devices are gone with the instance that ended: their ports are told so at once.</summary>
    public void Forget(string port)
    {
        if (_plugged.TryGetValue(port, out var plugged) && !_route.Links.Get(plugged.Device).Succeeded)
            _plugged.TryRemove(port, out _);
    }

    /// <summary>The devices of this host that are called as those of ports are. Cables of routers, DHCP and metadata are in groups of links.</summary>
    public IReadOnlyList<string> Devices() =>
        _route.Links.List().TryGet(out var links, out _) ? [.. links.Where(link => link.Group == 0 && InstanceCable.IsName(link.Name)).Select(link => link.Name)] : [];

    public void Dispose() => _route.Dispose();

    private void Remove(InstanceCable cable)
    {
        foreach (var device in new[] { cable.Tap, cable.Outlet, cable.Bridge })
            _route.Links.Delete(device);
    }

    // The bridge forgets addresses at once, so that it floods between its two ports and an address that moved does not matter.
    private Result<Done> Bridge(InstanceCable cable)
    {
        var bridge = _route.Links.Create(new BridgeLink(cable.Bridge)
        {
            Mtu = cable.Mtu, AgeingTime = TimeSpan.Zero, ForwardDelay = TimeSpan.Zero, MulticastSnooping = false,
        });
        if (bridge.Error is { Type: not "EEXIST" } refused)
            return refused;
        // It speaks no IPv6 itself.
        if (bridge.Succeeded && Sysctl.Write(home, [new SysctlSetting($"net/ipv6/conf/{cable.Bridge}/disable_ipv6", 1)]).Error is { } spoken)
            return spoken;
        var pair = _route.Links.Create(new VethPair(cable.Outlet, cable.Uplink) { Mtu = cable.Mtu });
        if (pair.Error is { Type: not "EEXIST" } unpaired)
            return unpaired;
        if (!_route.Links.Get(cable.Bridge).TryGet(out var link, out var error))
            return error;
        return _route.Links.Change(cable.Uplink, new LinkChange { Master = link.Index, State = LinkState.Up })
            .Then(_ => _route.Links.Change(cable.Tap, new LinkChange { Master = link.Index }))
            .Then(_ => _route.Links.SetUp(cable.Outlet))
            .Then(_ => _route.Links.SetUp(cable.Bridge));
    }

    private static Result<Done> Finish(NetworkNamespace instance, string inside)
    {
        if (!EthtoolSocket.Open(instance).TryGet(out var socket, out var error))
            return error;
        using (socket)
            return socket.DisableTransmitChecksum(inside);
    }
}
