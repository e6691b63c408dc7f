using Microsoft.Extensions.Logging;
using Naru.Agent.Reconciling;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Namespaces;

/// <summary>Keeps the namespaces of one kind of service on a host, and the virtual cables from them to the host's switch.</summary>
/// <remarks>
/// Namespaces are marked as ours by the alias of their loopback, devices by their link group; nothing else is removed.
/// Not thread-safe.
/// </remarks>
/// <param name="home">The host's namespace.</param>
/// <param name="host">The host's name.</param>
/// <param name="prefix">What the names of the namespaces begin with, such as <c>qrouter-</c>.</param>
/// <param name="group">The link group of the devices; see <see cref="LinkGroups"/>.</param>
internal sealed class NamespaceKeeper(NetworkNamespace home, string host, string prefix, uint group, CableStyle cables, ILogger log) : IDisposable
{
    private readonly string _owner = $"naru on {host}";
    private readonly RouteSocket _route = RouteSocket.Open(home).Unwrap();
    private readonly Dictionary<string, KeptNamespace> _spaces = [];
    private readonly Dictionary<string, Error> _problems = [];
    private readonly HashSet<string> _foreign = [];
    private Dictionary<string, Link> _outside = [];

    public KeptNamespace? Find(string name) => _spaces.GetValueOrDefault(name);

    /// <summary>The namespace with all of its devices; or why it or one of them could not be made in the last <see cref="Plug"/>.</summary>
    public Result<KeptNamespace> Ready(string name) => _problems.GetValueOrDefault(name) is { } problem ? problem
        : Find(name) is { } space ? space
        : Error.NotFound("ENOENT", $"Namespace '{name}' is not there.");

    /// <summary>Makes what is missing of the namespaces and their devices, and gives the devices that are there now.</summary>
    public IReadOnlyList<ServicePort> Plug(IReadOnlyCollection<NamespacePlan> plans)
    {
        _problems.Clear();
        ReadOutside();
        foreach (var plan in plans)
        {
            if (Make(plan).Error is { } error)
                _problems[plan.Name] = error;
        }
        return [.. from plan in plans
            from device in plan.Devices
            let link = _outside.GetValueOrDefault(cables.OuterName(device))
            where link is not null
            select new ServicePort(device.PortId, link.Name, link.Index)];
    }

    /// <summary>Removes namespaces and devices of ours that are in no plan. The switch has let go of the devices.</summary>
    public void RemoveOthers(IReadOnlyCollection<NamespacePlan> plans)
    {
        var devices = plans.SelectMany(plan => plan.Devices.Items).Select(cables.OuterName).ToHashSet();
        var stale = _outside.Values.Where(link => link.Group == group && !devices.Contains(link.Name)).ToList();
        if (stale.Count > 0)
        {
            _route.Execute([
                .. stale.Select(link => LinkRequests.Change(link, new LinkChange { Group = LinkGroups.Doomed })),
                LinkRequests.DeleteGroup(LinkGroups.Doomed),
            ]);
            foreach (var link in stale)
                log.DeviceRemoved(link.Name);
        }
        var names = plans.Select(plan => plan.Name).ToHashSet();
        foreach (var name in NetworkNamespace.List())
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && !names.Contains(name) && IsOurs(name))
                Remove(name);
        }
    }

    public void Dispose()
    {
        foreach (var space in _spaces.Values)
            space.Dispose();
        _route.Dispose();
    }

    private void ReadOutside() => _outside = _route.Links.List().Unwrap().ToDictionary(link => link.Name);

    private Result<Done> Make(NamespacePlan plan)
    {
        if (!Ensure(plan.Name).TryGet(out var space, out var error))
            return error;
        if (space.Prepare(plan, _owner).Error is { } unprepared)
            return unprepared;
        if (space.Connect(plan.Cables).Error is { } unconnected)
            return unconnected;
        var made = false;
        foreach (var device in plan.Devices)
        {
            var joined = Join(space, device);
            if (joined.Error is { } refused)
                return refused;
            made |= joined.Value;
        }
        if (made)
        {
            if (space.ReadLinks().Error is { } unread)
                return unread;
            ReadOutside();
        }
        foreach (var device in plan.Devices)
        {
            if (space.Adjust(device, cables.FinishChecksums).Error is { } unadjusted)
                return unadjusted;
            if (AdjustOutside(device).Error is { } refused)
                return refused;
        }
        return space.Set(plan.DeviceSysctls);
    }

    private Result<KeptNamespace> Ensure(string name)
    {
        var kept = Find(name);
        if (NetworkNamespace.Open(name).TryGet(out var there, out _))
        {
            if (kept?.Home.Identity == there.Identity)
            {
                there.Dispose();
                return kept;
            }
            Forget(name);
            if (KeptNamespace.Open(there, log).TryGet(out var adopted, out _))
                return _spaces[name] = adopted;
            // A file with no namespace behind it.
            NetworkNamespace.Delete(name);
        }
        Forget(name);
        if (kept is not null)
            log.NamespaceMissing(name);
        return NetworkNamespace.Create(name).Then(fresh => KeptNamespace.Open(fresh, log)).Map(fresh => _spaces[name] = fresh);
    }

    /// <returns>Whether the cable had to be made.</returns>
    private Result<bool> Join(KeptNamespace space, DevicePlan device)
    {
        var name = cables.OuterName(device);
        var (outer, inner) = (_outside.GetValueOrDefault(name), space.Link(device.Name));
        if (outer is not null && inner is not null && outer.Lower == inner.Index && inner.Lower == outer.Index)
        {
            space.Knows(device.Name);
            return false;
        }
        if (outer is not null && outer.Group != group)
        {
            return Error.Conflict("EEXIST",
                $"Device '{name}' exists already and is not ours: expected none of this name, or one of link group {group}.");
        }
        if (space.Knows(device.Name))
            log.DeviceMissing(device.Name, space.Home.Name);
        // One end without the other: its namespace was replaced.
        if (outer is not null && _route.Links.Delete(outer).Error is { } kept)
            return kept;
        if (inner is not null && space.Delete(device.Name).Error is { } left)
            return left;
        var made = _route.Links.Create(new VethPair(name, device.Name)
        {
            PeerNamespace = space.Home,
            PeerMac = device.Mac,
            Mtu = device.Mtu,
            Group = group,
        });
        return made.Then(_ => Silence(name)).Map(_ => true);
    }

    // The host's own network stack sees what goes by at its end of the cable, and must not take part.
    private Result<Done> Silence(string device) => Sysctl.Write(
        home,
        new SysctlSetting($"net/ipv6/conf/{device}/disable_ipv6", 1),
        new SysctlSetting($"net/ipv4/conf/{device}/arp_ignore", 8));

    private Result<Done> AdjustOutside(DevicePlan plan)
    {
        if (!_outside.TryGetValue(cables.OuterName(plan), out var link))
            return Error.NotFound("ENODEV", $"Device '{cables.OuterName(plan)}' is gone.");
        return link.State is LinkState.Up && link.Mtu == plan.Mtu
            ? Done.Ok
            : _route.Links.Change(link, new LinkChange { State = LinkState.Up, Mtu = plan.Mtu });
    }

    private bool IsOurs(string name)
    {
        if (_spaces.ContainsKey(name))
            return true;
        if (_foreign.Contains(name))
            return false;
        var ours = NetworkNamespace.Open(name).Then(there => KeptNamespace.Open(there, log)).Map(space =>
        {
            using (space)
                return space.IsOf(_owner);
        });
        if (ours.Value)
            return true;
        _foreign.Add(name);
        return false;
    }

    private void Remove(string name)
    {
        Forget(name);
        if (NetworkNamespace.Delete(name).Error is { } refused)
            log.NamespaceNotRemoved(name, refused.Message);
        else
            log.NamespaceRemoved(name);
    }

    private void Forget(string name)
    {
        if (_spaces.Remove(name, out var space))
            space.Dispose();
    }
}
