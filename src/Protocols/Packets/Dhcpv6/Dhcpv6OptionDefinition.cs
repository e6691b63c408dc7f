using System.Globalization;
using Naru.Primitives;
using Naru.Protocols.Packets.Dhcp;
using Naru.Protocols.Packets.Dns;

namespace Naru.Protocols.Packets.Dhcpv6;

/// <summary>One row of the DHCPv6 option table: what an <c>extra_dhcp_opts</c> entry of IPv6 calls it and how its value is written.</summary>
/// <param name="Name">The name that dnsmasq gives it, which is what Neutron's users write.</param>
public sealed record Dhcpv6OptionDefinition(Dhcpv6OptionCode Code, string Name, DhcpOptionFormat Format)
{
    private const string Prefix = "option6:";

    private static readonly Dhcpv6OptionDefinition[] All =
    [
        new(Dhcpv6OptionCode.Preference, "preference", DhcpOptionFormat.Number8),
        Row(21, "sip-server-domain", DhcpOptionFormat.Names), // RFC 3319, as the next one
        Row(22, "sip-server", DhcpOptionFormat.Addresses),
        new(Dhcpv6OptionCode.DnsServers, "dns-server", DhcpOptionFormat.Addresses),
        new(Dhcpv6OptionCode.DomainSearch, "domain-search", DhcpOptionFormat.Names),
        Row(27, "nis-server", DhcpOptionFormat.Addresses), // RFC 3898, as the next three
        Row(28, "nis+-server", DhcpOptionFormat.Addresses),
        Row(29, "nis-domain", DhcpOptionFormat.Names),
        Row(30, "nis+-domain", DhcpOptionFormat.Names),
        Row(31, "sntp-server", DhcpOptionFormat.Addresses), // RFC 4075
        new(Dhcpv6OptionCode.InformationRefreshTime, "information-refresh-time", DhcpOptionFormat.Number32),
        Row(56, "ntp-server", DhcpOptionFormat.Opaque), // RFC 5908
        Row(59, "bootfile-url", DhcpOptionFormat.Text), // RFC 5970, as the next one
        Row(60, "bootfile-param", DhcpOptionFormat.Opaque),
    ];

    /// <summary>An option from the name or number (1 to 65535) and the value of an entry; lists are separated by commas.</summary>
    public static Result<Dhcpv6Option> Parse(string nameOrNumber, string value) => Find(nameOrNumber) is { } definition
        ? definition.Parse(value)
        : Error.Invalid($"'{nameOrNumber}' is not a DHCPv6 option: expected a name such as 'dns-server' or a number from 1 to 65535.");

    private static Dhcpv6OptionDefinition? Find(string nameOrNumber)
    {
        var name = nameOrNumber.StartsWith(Prefix, StringComparison.Ordinal) ? nameOrNumber[Prefix.Length..] : nameOrNumber;
        if (!ushort.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Array.Find(All, row => row.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return number == 0 ? null : Array.Find(All, row => (ushort)row.Code == number) ?? Row(number, name, DhcpOptionFormat.Opaque);
    }

    private static Dhcpv6OptionDefinition Row(ushort code, string name, DhcpOptionFormat format) => new((Dhcpv6OptionCode)code, name, format);

    private Result<Dhcpv6Option> Parse(string value) => Format switch
    {
        DhcpOptionFormat.Number8 when byte.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => Dhcpv6Option.Number8(Code, number),
        DhcpOptionFormat.Number32 when uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => Dhcpv6Option.Number32(Code, number),
        DhcpOptionFormat.Text when value.Length > 0 => Dhcpv6Option.Text(Code, value),
        DhcpOptionFormat.Addresses when Addresses(value) is { } addresses => Dhcpv6Option.Addresses(Code, addresses),
        DhcpOptionFormat.Names when Names(value) is { } names => Dhcpv6Option.Names(Code, names),
        DhcpOptionFormat.Opaque => Addresses(value) is { } addresses ? Dhcpv6Option.Addresses(Code, addresses) : Dhcpv6Option.Text(Code, value),
        _ => Error.Invalid($"'{value}' is not a value of the DHCPv6 option {Name} ({(ushort)Code}): expected {Expected}."),
    };

    private string Expected => Format switch
    {
        DhcpOptionFormat.Number8 => "a number from 0 to 255",
        DhcpOptionFormat.Number32 => "a number from 0 to 4294967295",
        DhcpOptionFormat.Addresses => "IPv6 addresses separated by commas",
        DhcpOptionFormat.Names => "domain names separated by commas",
        _ => "some text",
    };

    // dnsmasq has IPv6 addresses in brackets.
    private static List<IpAddress>? Addresses(string value)
    {
        var addresses = new List<IpAddress>();
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!IpAddress.TryParse(part.StartsWith('[') && part.EndsWith(']') ? part[1..^1] : part, out var address) || !address.IsV6)
                return null;
            addresses.Add(address);
        }
        return addresses;
    }

    private static List<DnsName>? Names(string value)
    {
        var names = new List<DnsName>();
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!DnsName.TryParse(part, out var name))
                return null;
            names.Add(name);
        }
        return names;
    }
}
