using Naru.NodeContract;

namespace Naru.Agent.Namespaces;

/// <summary>A port of a service, such as a router's interface, with its network.</summary>
internal sealed record Attachment(NodePort Port, NodeNetwork Network)
{
    /// <summary>The subnets that the port has addresses of.</summary>
    public IEnumerable<NodeSubnet> Subnets =>
        Network.Subnets.Items.Where(subnet => Port.FixedIps.Items.Any(ip => ip.SubnetId == subnet.Id));

    /// <summary>Null when the view does not have the port or its network (yet).</summary>
    public static Attachment? Find(NodeView view, string? portId) =>
        view.Ports.Find(portId) is { } port && view.Networks.Find(port.NetworkId) is { } network ? new Attachment(port, network) : null;

    public string DeviceName(string prefix) => DevicePlan.NameOf(prefix, Port.Id);

    public DevicePlan Device(string prefix) => new(DeviceName(prefix), Port.Id, Port.Mac, Network.Mtu, [.. Addresses]);

    private IEnumerable<AddressPlan> Addresses =>
        from ip in Port.FixedIps
        join subnet in Network.Subnets on ip.SubnetId equals subnet.Id
        select new AddressPlan(ip.Address, subnet.Cidr.Length);
}
