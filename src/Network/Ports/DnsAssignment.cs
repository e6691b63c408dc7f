using Naru.Primitives;

namespace Naru.Network.Ports;

/// <summary>The name that one address of a port has in the DNS of its network.</summary>
public sealed record DnsAssignment(IpAddress Address, string Hostname, string Fqdn)
{
    /// <summary>The domain of names that have no other (option <c>dns_domain</c> of Neutron has the same default).</summary>
    public const string DefaultDomain = "openstacklocal.";

    /// <summary>A port without a name of its own is called after its address: <c>host-10-0-0-5</c>.</summary>
    public static EquatableList<DnsAssignment> Of(Port port)
    {
        var assignments = new DnsAssignment[port.FixedIps.Count];
        for (var i = 0; i < assignments.Length; i++)
        {
            var address = port.FixedIps[i].Address;
            var hostname = port.DnsName.Length > 0
                ? port.DnsName.TrimEnd('.').Split('.')[0]
                : $"host-{address.ToString().Replace('.', '-').Replace(':', '-')}";
            var fqdn = port.DnsName.EndsWith('.') ? port.DnsName : $"{(port.DnsName.Length > 0 ? port.DnsName : hostname)}.{(port.DnsDomain.Length > 0 ? port.DnsDomain : DefaultDomain)}";
            assignments[i] = new DnsAssignment(address, hostname, fqdn);
        }
        return EquatableList.Create<DnsAssignment>(assignments);
    }
}
