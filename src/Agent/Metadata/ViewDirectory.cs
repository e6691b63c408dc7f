using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>Finds instances in the view of this host.</summary>
internal sealed class ViewDirectory(string defaultDomain, string availabilityZone) : IInstanceDirectory
{
    private const string ServiceOwnerPrefix = "network:";

    private volatile NodeView _view = NodeView.Empty;

    /// <summary>Answers from this view from now on.</summary>
    public void Update(NodeView view) => _view = view;

    public InstanceMetadata? Find(MetadataScope scope, IpAddress source)
    {
        var view = _view;
        var networks = NetworksOf(view, scope).ToHashSet();
        var port = view.Ports.FirstOrDefault(port => networks.Contains(port.NetworkId) && IsInstance(port)
            && (port.FixedIps.Items.Any(ip => ip.Address == source) || LinkLocal.Of(port.Mac) == source));
        return port is null ? null : Describe(view, port);
    }

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

    private InstanceMetadata Describe(NodeView view, NodePort port)
    {
        var ports = view.Ports.Where(other => other.DeviceId == port.DeviceId && IsInstance(other)).OrderBy(other => other.Id != port.Id).ToList();
        var ids = ports.Select(own => own.Id).ToHashSet();
        var domain = port.DnsDomain.Length > 0 ? port.DnsDomain.TrimEnd('.') : defaultDomain;
        return new InstanceMetadata(port.DeviceId, port.ProjectId)
        {
            Name = port.Name.Length > 0 ? port.Name : port.HostName,
            HostName = domain.Length > 0 ? $"{port.HostName}.{domain}" : port.HostName,
            AvailabilityZone = availabilityZone,
            PublicIpv4 = view.Routers.SelectMany(router => router.FloatingIps.Items)
                .Where(floating => ids.Contains(floating.PortId))
                .Select(floating => (IpAddress?)floating.FloatingAddress)
                .FirstOrDefault(),
            SecurityGroups = [.. port.SecurityGroupIds.Select(id => view.SecurityGroups.Find(id)?.Name ?? id)],
            Interfaces = [.. ports.Select(own => InterfaceOf(view, own))],
        };
    }

    private static InstanceInterface InterfaceOf(NodeView view, NodePort port)
    {
        var network = view.Networks.Find(port.NetworkId);
        return new InstanceInterface(Guid.Parse(port.Id), port.Mac, Guid.Parse(port.NetworkId))
        {
            MtuBytes = network?.Mtu ?? 1500,
            Addresses =
            [
                .. from ip in port.FixedIps
                   join subnet in network?.Subnets ?? [] on ip.SubnetId equals subnet.Id
                   select new InstanceAddress(ip.Address, subnet.Cidr)
                   {
                       Gateway = subnet.Gateway, DnsServers = subnet.DnsNameservers, Dhcp = subnet.EnableDhcp,
                   },
            ],
        };
    }
}
