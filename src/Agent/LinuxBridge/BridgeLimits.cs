using Microsoft.Extensions.Logging;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;
using Naru.Protocols.Netlink.TrafficControl;

namespace Naru.Agent.LinuxBridge;

/// <summary>Limits the bandwidth of what instances receive, by a queue at their devices. What they send is limited by the firewall's rules.</summary>
internal sealed class BridgeLimits(NetworkNamespace home, ILogger log) : IDisposable
{
    private const int BytesPerKilobit = 125;

    /// <summary>A frame of segmentation offload has up to 64 KiB and has to fit.</summary>
    private const long LeastBurst = 64 * 1024;

    private readonly RouteSocket _route = RouteSocket.Open(home).Unwrap();

    /// <summary>What a port's device has, by port id; devices that were made again have another index.</summary>
    private readonly Dictionary<string, (int Device, NodeRate? Limit)> _set = [];
    private readonly HashSet<string> _refused = [];

    public void Ensure(NodePort port, Link device)
    {
        var limit = port.Qos?.IngressBandwidth;
        if (_set.TryGetValue(port.Id, out var known) && known == (device.Index, limit))
            return;
        if (Write(device, limit).Error is { } refused)
        {
            if (_refused.Add(port.Id))
                log.NotLimited(port.Id, refused.Message);
            return;
        }
        _refused.Remove(port.Id);
        _set[port.Id] = (device.Index, limit);
    }

    public void KeepOnly(IReadOnlySet<string> ports)
    {
        foreach (var gone in _set.Keys.Where(id => !ports.Contains(id)).ToList())
            _set.Remove(gone);
    }

    public void Dispose() => _route.Dispose();

    private Result<Done> Write(Link device, NodeRate? limit)
    {
        if (limit is not null)
        {
            var burst = Math.Max(LeastBurst, (limit.Burst > 0 ? limit.Burst : 0) * BytesPerKilobit);
            var rate = (ulong)(limit.Rate * BytesPerKilobit);
            return _route.QueueingDisciplines.Set(device.Index, new HierarchicalTokenBucket(rate, rate, (uint)Math.Min(burst, uint.MaxValue)));
        }
        // An agent before this one may have set it.
        return _route.QueueingDisciplines.List(device.Index).Then(found => found.Any(each => each is { IsRoot: true, Kind: HierarchicalTokenBucket.KindName })
            ? _route.QueueingDisciplines.Delete(device.Index)
            : Done.Ok);
    }
}
