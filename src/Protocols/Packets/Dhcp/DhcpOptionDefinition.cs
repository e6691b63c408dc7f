using System.Globalization;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Protocols.Packets.Dhcp;

/// <summary>One row of the DHCP option table: what <c>extra_dhcp_opts</c> calls it and how its value is written.</summary>
/// <param name="Name">The name that dnsmasq gives it, which is what Neutron's users write.</param>
public sealed record DhcpOptionDefinition(DhcpOptionCode Code, string Name, DhcpOptionFormat Format)
{
    // RFC 2132 unless the row says otherwise.
    private static readonly DhcpOptionDefinition[] All =
    [
        new(DhcpOptionCode.SubnetMask, "netmask", DhcpOptionFormat.Addresses),
        Row(2, "time-offset", DhcpOptionFormat.Number32),
        new(DhcpOptionCode.Router, "router", DhcpOptionFormat.Addresses),
        Row(4, "time-server", DhcpOptionFormat.Addresses),
        new(DhcpOptionCode.DnsServer, "dns-server", DhcpOptionFormat.Addresses),
        Row(7, "log-server", DhcpOptionFormat.Addresses),
        Row(9, "lpr-server", DhcpOptionFormat.Addresses),
        new(DhcpOptionCode.HostName, "hostname", DhcpOptionFormat.Text),
        Row(13, "boot-file-size", DhcpOptionFormat.Number16),
        new(DhcpOptionCode.DomainName, "domain-name", DhcpOptionFormat.Text),
        Row(16, "swap-server", DhcpOptionFormat.Addresses),
        Row(17, "root-path", DhcpOptionFormat.Text),
        Row(18, "extension-path", DhcpOptionFormat.Text),
        Row(19, "ip-forward-enable", DhcpOptionFormat.Flag),
        Row(20, "non-local-source-routing", DhcpOptionFormat.Flag),
        Row(21, "policy-filter", DhcpOptionFormat.Addresses),
        Row(22, "max-datagram-reassembly", DhcpOptionFormat.Number16),
        Row(23, "default-ttl", DhcpOptionFormat.Number8),
        new(DhcpOptionCode.Mtu, "mtu", DhcpOptionFormat.Number16),
        Row(27, "all-subnets-local", DhcpOptionFormat.Flag),
        Row(28, "broadcast", DhcpOptionFormat.Addresses),
        Row(31, "router-discovery", DhcpOptionFormat.Flag),
        Row(32, "router-solicitation", DhcpOptionFormat.Addresses),
        Row(33, "static-route", DhcpOptionFormat.Addresses),
        Row(34, "trailer-encapsulation", DhcpOptionFormat.Flag),
        Row(35, "arp-timeout", DhcpOptionFormat.Number32),
        Row(36, "ethernet-encap", DhcpOptionFormat.Flag),
        Row(37, "tcp-ttl", DhcpOptionFormat.Number8),
        Row(38, "tcp-keepalive", DhcpOptionFormat.Number32),
        Row(40, "nis-domain", DhcpOptionFormat.Text),
        Row(41, "nis-server", DhcpOptionFormat.Addresses),
        new(DhcpOptionCode.NtpServer, "ntp-server", DhcpOptionFormat.Addresses),
        Row(44, "netbios-ns", DhcpOptionFormat.Addresses),
        Row(45, "netbios-dd", DhcpOptionFormat.Addresses),
        Row(46, "netbios-nodetype", DhcpOptionFormat.Number8),
        Row(47, "netbios-scope", DhcpOptionFormat.Text),
        Row(48, "x-windows-fs", DhcpOptionFormat.Addresses),
        Row(49, "x-windows-dm", DhcpOptionFormat.Addresses),
        new(DhcpOptionCode.RequestedAddress, "requested-address", DhcpOptionFormat.Addresses),
        new(DhcpOptionCode.LeaseTime, "lease-time", DhcpOptionFormat.Number32),
        new(DhcpOptionCode.Overload, "option-overload", DhcpOptionFormat.Number8),
        new(DhcpOptionCode.MessageType, "message-type", DhcpOptionFormat.Number8),
        new(DhcpOptionCode.ServerIdentifier, "server-identifier", DhcpOptionFormat.Addresses),
        new(DhcpOptionCode.ParameterRequestList, "parameter-request", DhcpOptionFormat.Opaque),
        new(DhcpOptionCode.Message, "message", DhcpOptionFormat.Text),
        new(DhcpOptionCode.MaximumMessageSize, "max-message-size", DhcpOptionFormat.Number16),
        new(DhcpOptionCode.RenewalTime, "T1", DhcpOptionFormat.Number32),
        new(DhcpOptionCode.RebindingTime, "T2", DhcpOptionFormat.Number32),
        Row(60, "vendor-class", DhcpOptionFormat.Text),
        new(DhcpOptionCode.ClientIdentifier, "client-id", DhcpOptionFormat.Opaque),
        Row(64, "nis+-domain", DhcpOptionFormat.Text),
        Row(65, "nis+-server", DhcpOptionFormat.Addresses),
        new(DhcpOptionCode.TftpServer, "tftp-server", DhcpOptionFormat.Text),
        new(DhcpOptionCode.BootFile, "bootfile-name", DhcpOptionFormat.Text),
        Row(68, "mobile-ip-home", DhcpOptionFormat.Addresses),
        Row(69, "smtp-server", DhcpOptionFormat.Addresses),
        Row(70, "pop3-server", DhcpOptionFormat.Addresses),
        Row(71, "nntp-server", DhcpOptionFormat.Addresses),
        Row(74, "irc-server", DhcpOptionFormat.Addresses),
        Row(77, "user-class", DhcpOptionFormat.Text),
        new(DhcpOptionCode.RelayAgentInformation, "agent-id", DhcpOptionFormat.Opaque),
        Row(93, "client-arch", DhcpOptionFormat.Number16), // RFC 4578, as the next two
        Row(94, "client-interface-id", DhcpOptionFormat.Opaque),
        Row(97, "client-machine-id", DhcpOptionFormat.Opaque),
        Row(100, "posix-timezone", DhcpOptionFormat.Text), // RFC 4833, as the next one
        Row(101, "tzdb-timezone", DhcpOptionFormat.Text),
        new(DhcpOptionCode.DomainSearch, "domain-search", DhcpOptionFormat.Names),
        new(DhcpOptionCode.ClasslessRoutes, "classless-static-route", DhcpOptionFormat.Routes),
        Row(125, "vendor-id-encap", DhcpOptionFormat.Opaque), // RFC 3925
        Row(150, "tftp-server-address", DhcpOptionFormat.Addresses), // RFC 5859
        new(DhcpOptionCode.MicrosoftClasslessRoutes, "classless-static-route-microsoft", DhcpOptionFormat.Routes),
        new(DhcpOptionCode.End, "server-ip-address", DhcpOptionFormat.Addresses),
    ];

    /// <summary>The row of a code, or null when the table has none.</summary>
    public static DhcpOptionDefinition? Find(DhcpOptionCode code) => Array.Find(All, row => row.Code == code);

    /// <summary>Finds an option by name or decimal number (1 to 255), with or without dnsmasq's <c>option:</c> before it.</summary>
    /// <returns>A number without a row is an <see cref="DhcpOptionFormat.Opaque"/> option; an unknown name is null.</returns>
    public static DhcpOptionDefinition? Find(string nameOrNumber)
    {
        var name = nameOrNumber.StartsWith("option:", StringComparison.Ordinal) ? nameOrNumber["option:".Length..] : nameOrNumber;
        if (byte.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number == 0 ? null : Find((DhcpOptionCode)number) ?? Row(number, name, DhcpOptionFormat.Opaque);
        return Array.Find(All, row => row.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>An option from the name and value of an <c>extra_dhcp_opts</c> entry; lists are separated by commas.</summary>
    public static Result<DhcpOption> Parse(string nameOrNumber, string value) => Find(nameOrNumber) is { } definition
        ? definition.Parse(value)
        : Error.Invalid($"'{nameOrNumber}' is not a DHCP option: expected a name such as 'bootfile-name' or a number from 1 to 255.");

    /// <summary>An option of this kind from the text form of its value.</summary>
    public Result<DhcpOption> Parse(string value) => Format switch
    {
        DhcpOptionFormat.Flag when byte.TryParse(value, out var number) && number <= 1 => DhcpOption.Number8(Code, number),
        DhcpOptionFormat.Number8 when byte.TryParse(value, out var number) => DhcpOption.Number8(Code, number),
        DhcpOptionFormat.Number16 when ushort.TryParse(value, out var number) => DhcpOption.Number16(Code, number),
        DhcpOptionFormat.Number32 when uint.TryParse(value, out var number) => DhcpOption.Number32(Code, number),
        DhcpOptionFormat.Text when value.Length > 0 => DhcpOption.Text(Code, value),
        DhcpOptionFormat.Addresses when TryAddresses(value, out var addresses) => DhcpOption.Addresses(Code, addresses),
        DhcpOptionFormat.Names when TryNames(value, out var names) => DhcpOption.Names(Code, names),
        DhcpOptionFormat.Routes when TryRoutes(value, out var routes) => DhcpOption.Routes(Code, routes),
        DhcpOptionFormat.Opaque => Guess(value),
        _ => Error.Invalid($"'{value}' is not a value of the DHCP option {Name} ({(int)Code}): expected {Expected}."),
    };

    /// <summary>The value as <see cref="Parse(string)"/> reads it; octets that do not fit the format are shown in hexadecimal.</summary>
    public string Text(DhcpOption option) => Format switch
    {
        DhcpOptionFormat.Flag or DhcpOptionFormat.Number8 or DhcpOptionFormat.Number16 or DhcpOptionFormat.Number32 =>
            option.AsNumber()?.ToString(CultureInfo.InvariantCulture),
        DhcpOptionFormat.Text => option.AsText(),
        DhcpOptionFormat.Addresses when option.Value.Count is > 0 and var count && count % 4 == 0 => string.Join(',', option.AsAddresses()),
        DhcpOptionFormat.Names when option.AsNames() is { } names => string.Join(',', names),
        DhcpOptionFormat.Routes when option.AsRoutes() is { } routes => string.Join(',', routes),
        _ => null,
    } ?? option.AsHex();

    private string Expected => Format switch
    {
        DhcpOptionFormat.Flag => "0 or 1",
        DhcpOptionFormat.Number8 => "a number from 0 to 255",
        DhcpOptionFormat.Number16 => "a number from 0 to 65535",
        DhcpOptionFormat.Number32 => "a number from 0 to 4294967295",
        DhcpOptionFormat.Addresses => "IPv4 addresses separated by commas",
        DhcpOptionFormat.Names => "domain names separated by commas",
        DhcpOptionFormat.Routes => "pairs of a prefix and a next hop, all separated by commas",
        _ => "some text",
    };

    private static DhcpOptionDefinition Row(byte code, string name, DhcpOptionFormat format) => new((DhcpOptionCode)code, name, format);

    private DhcpOption Guess(string value)
    {
        if (TryHex(value, out var octets))
            return new DhcpOption(Code, octets);
        if (TryAddresses(value, out var addresses))
            return DhcpOption.Addresses(Code, addresses);
        if (!uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return DhcpOption.Text(Code, value);
        return number switch
        {
            <= byte.MaxValue => DhcpOption.Number8(Code, (byte)number),
            <= ushort.MaxValue => DhcpOption.Number16(Code, (ushort)number),
            _ => DhcpOption.Number32(Code, number),
        };
    }

    private static bool TryHex(string value, out EquatableList<byte> octets)
    {
        octets = default;
        var parts = value.Split(':');
        if (parts.Length < 2)
            return false;
        var read = new byte[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!byte.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out read[i]))
                return false;
        }
        octets = EquatableList.Create<byte>(read);
        return true;
    }

    private static bool TryAddresses(string value, out List<IpAddress> addresses)
    {
        addresses = [];
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!IpAddress.TryParse(part, out var address) || !address.IsV4)
                return false;
            addresses.Add(address);
        }
        return true;
    }

    private static bool TryNames(string value, out List<DnsName> names)
    {
        names = [];
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!DnsName.TryParse(part, out var name))
                return false;
            names.Add(name);
        }
        return true;
    }

    private static bool TryRoutes(string value, out List<DhcpRoute> routes)
    {
        routes = [];
        var parts = value.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length % 2 != 0)
            return false;
        for (var i = 0; i < parts.Length; i += 2)
        {
            if (!IpPrefix.TryParse(parts[i], out var destination) || !destination.IsV4
                || !IpAddress.TryParse(parts[i + 1], out var nextHop) || !nextHop.IsV4)
            {
                return false;
            }
            routes.Add(new DhcpRoute(destination, nextHop));
        }
        return true;
    }
}
