using System.Collections.Frozen;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Dns;

/// <summary>The names of a network's ports, indexed both ways.</summary>
public sealed class DnsZone
{
    private readonly FrozenDictionary<DnsName, EquatableList<IpAddress>> _addresses;
    private readonly FrozenDictionary<DnsName, DnsName> _reverse;

    public DnsZone(DnsConfiguration view)
    {
        Domain = view.Domain;
        var addresses = new Dictionary<DnsName, EquatableList<IpAddress>>();
        var reverse = new Dictionary<DnsName, DnsName>();
        foreach (var host in view.Hosts)
        {
            addresses[host.Name] = [.. addresses.GetValueOrDefault(host.Name), .. host.Addresses];
            foreach (var address in host.Addresses)
                reverse.TryAdd(DnsReverse.NameOf(address), host.Name);
        }
        _addresses = addresses.ToFrozenDictionary();
        _reverse = reverse.ToFrozenDictionary();
    }

    public DnsName Domain { get; }

    /// <summary>The addresses of a name, or null when no port has it. A single label is taken as a name of the domain.</summary>
    public EquatableList<IpAddress>? AddressesOf(DnsName name) =>
        _addresses.TryGetValue(name, out var found)
            || name.Parent.IsRoot && DnsName.TryParse($"{name}.{Domain}", out var full) && _addresses.TryGetValue(full, out found)
            ? found
            : null;

    /// <summary>The name that a reverse name such as <c>5.50.168.192.in-addr.arpa</c> stands for.</summary>
    public DnsName? NameBehind(DnsName reverse) => _reverse.TryGetValue(reverse, out var name) ? name : null;
}
