using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>Puts together what an instance may know about itself: from the Compute service what it is, from the view how it is connected.</summary>
internal static class InstanceDescription
{
    /// <param name="ports">Those of the instance, the first one first.</param>
    /// <param name="instance">Null: nobody but its ports tells of it.</param>
    public static InstanceMetadata Of(NodeView view, IReadOnlyList<NodePort> ports, NodeInstance? instance, string defaultDomain, string defaultZone)
    {
        var first = ports[0];
        var domain = first.DnsDomain.Length > 0 ? first.DnsDomain.TrimEnd('.') : defaultDomain;
        var hostName = instance?.HostName ?? first.HostName;
        var ids = ports.Select(own => own.Id).ToHashSet();
        var described = new InstanceMetadata(first.DeviceId, first.ProjectId)
        {
            Name = first.Name.Length > 0 ? first.Name : first.HostName,
            HostName = domain.Length > 0 ? $"{hostName}.{domain}" : hostName,
            AvailabilityZone = defaultZone,
            PublicIpv4 = view.Routers.SelectMany(router => router.FloatingIps.Items)
                .Where(floating => ids.Contains(floating.PortId))
                .Select(floating => (IpAddress?)floating.FloatingAddress)
                .FirstOrDefault(),
            SecurityGroups = [.. first.SecurityGroupIds.Select(id => view.SecurityGroups.Find(id)?.Name ?? id)],
            Interfaces = [.. ports.Select(own => InterfaceOf(view, own))],
        };
        return instance is null ? described : With(described, instance) with { Devices = DevicesOf(ports, instance) };
    }

    /// <summary>For an instance of this host, whose ports are all in the view.</summary>
    public static InstanceMetadata Of(NodeView view, NodeInstance instance, string defaultDomain)
    {
        var ports = instance.PortIds.Select(id => view.Ports.Find(id)).OfType<NodePort>().ToList();
        return ports.Count > 0
            ? Of(view, ports, instance, defaultDomain, instance.AvailabilityZone)
            : With(new InstanceMetadata(instance.Id, instance.ProjectId) { HostName = instance.HostName, Devices = DevicesOf([], instance) }, instance);
    }

    private static EquatableList<InstanceDevice> DevicesOf(IReadOnlyList<NodePort> ports, NodeInstance instance)
    {
        var tags = instance.DeviceTags.Items.ToDictionary(pair => pair.Key, pair => pair.Value);
        var cards = ports.Where(port => tags.ContainsKey(port.Id)).Select(port => new InstanceDevice(port.Mac, tags[port.Id]));
        var volumes = instance.Volumes.Where(volume => volume.Tag.Length > 0).Select(volume => new InstanceDevice(null, volume.Tag) { Serial = volume.Id, Path = volume.Device });
        var disks = new[] { NodeInstance.RootDisk, NodeInstance.SwapDisk }.Concat(Enumerable.Range(0, instance.Flavor.EphemeralGiB.Count).Select(NodeInstance.EphemeralDisk))
            .Where(tags.ContainsKey).Select(disk => new InstanceDevice(null, tags[disk]) { Path = disk == NodeInstance.RootDisk ? "/dev/vda" : "" });
        return [.. cards, .. volumes, .. disks];
    }

    private static InstanceMetadata With(InstanceMetadata described, NodeInstance instance) => described with
    {
        Name = instance.DisplayName.Length > 0 ? instance.DisplayName : instance.HostName,
        AvailabilityZone = instance.AvailabilityZone.Length > 0 ? instance.AvailabilityZone : described.AvailabilityZone,
        InstanceType = instance.Flavor.Name,
        ImageId = instance.Image?.Id ?? "",
        Keys = instance is { KeyName: { } name, PublicKey: { } key } ? [new InstanceKey(name, key)] : [],
        Tags = [.. instance.Metadata.Select(pair => new InstanceTag(pair.Key, pair.Value))],
        UserData = Decoded(instance.UserData),
        SealedPassword = instance.SealedPassword ?? "",
    };

    private static EquatableList<byte> Decoded(string? base64)
    {
        if (string.IsNullOrEmpty(base64))
            return [];
        var octets = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, octets, out var length) ? EquatableList.Create<byte>(octets.AsSpan(0, length)) : [];
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
