using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>Finds instances in the view of this host.</summary>
/// <param name="facts">What an instance of another host is, as the server has it; null: it knows none.</param>
internal sealed class ViewDirectory(
    string defaultDomain, string availabilityZone, IInstanceFacts? facts) : IInstanceDirectory
{
    private const string ServiceOwnerPrefix = "network:";
    private const string ComputeOwnerPrefix = "compute:";

    private volatile NodeView _view = NodeView.Empty;

    /// <summary>Answers from this view from now on.</summary>
    public void Update(NodeView view) => _view = view;

    public async ValueTask<InstanceMetadata?> FindAsync(MetadataScope scope, IpAddress source, CancellationToken cancellation)
    {
        var view = _view;
        var networks = NetworksOf(view, scope).ToHashSet();
        var port = view.Ports.FirstOrDefault(port => networks.Contains(port.NetworkId) && IsInstance(port)
            && (port.FixedIps.Items.Any(ip => ip.Address == source) || LinkLocal.Of(port.Mac) == source));
        if (port is null)
            return null;
        var instance = view.Instances.Find(port.DeviceId);
        if (instance is null && facts is not null && port.DeviceOwner.StartsWith(ComputeOwnerPrefix, StringComparison.Ordinal))
            instance = await facts.FindAsync(port.DeviceId, cancellation);
        var ports = view.Ports.Where(other => other.DeviceId == port.DeviceId && IsInstance(other)).OrderBy(other => other.Id != port.Id).ToList();
        return InstanceDescription.Of(view, ports, instance, defaultDomain, availabilityZone);
    }

    public async ValueTask<Result<Done>> KeepPasswordAsync(string instanceId, byte[] octets, CancellationToken cancellation) => facts is null
        ? Error.NotFound("NoServer", "This host keeps no passwords.")
        : await facts.KeepPasswordAsync(instanceId, octets, cancellation);

    private static IEnumerable<string> NetworksOf(NodeView view, MetadataScope scope)
    {
        if (scope.NetworkId is { } network)
            return [network.ToString()];
        return view.Routers.Find(scope.RouterId?.ToString()) is { } router
            ? router.InterfacePortIds.Select(id => view.Ports.Find(id)?.NetworkId).OfType<string>()
            : [];
    }

    private static bool IsInstance(NodePort port) =>
        port.DeviceId.Length > 0 && !port.DeviceOwner.StartsWith(ServiceOwnerPrefix, StringComparison.Ordinal);
}
