using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Ovn.Rows;
using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;

namespace Naru.Ovn.Northbound;

/// <summary>The names of a network's ports, which OVN answers before a question leaves the port's host.</summary>
internal static class DnsRows
{
    public static void Add(Port port, VirtualNetwork network, RowSet rows)
    {
        if (port.IsNetworkDevice)
            return;
        // As in the other modes, a port without a domain of its own is in that of its network.
        var assignments = DnsAssignment.Of(port.DnsDomain.Length > 0 ? port : port with { DnsDomain = network.DnsDomain });
        // One name may have an address of each version: OVN wants them in one value.
        var names = assignments.SelectMany(a => new[] { (Name: a.Hostname, a.Address), (Name: a.Fqdn.TrimEnd('.'), a.Address) })
            .GroupBy(pair => pair.Name.ToLowerInvariant(), pair => pair.Address);
        foreach (var name in names)
            rows.Put(RowIds.Dns(port.NetworkId), DNS.Columns.Records.Name, name.Key, string.Join(' ', name.Distinct()));
        foreach (var assignment in assignments)
            rows.Put(RowIds.Dns(port.NetworkId), DNS.Columns.Records.Name, Reverse(assignment.Address), assignment.Fqdn.TrimEnd('.'));
    }

    /// <summary>The name under which the name of an address is asked for (RFC 1035 §3.5, RFC 3596 §2.5).</summary>
    private static string Reverse(IpAddress address)
    {
        if (address.IsV4)
            return string.Join('.', address.ToString().Split('.').Reverse()) + ".in-addr.arpa";
        var digits = address.Value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
        return string.Join('.', digits.Reverse()) + ".ip6.arpa";
    }
}
