using Naru.Primitives;
using Naru.Protocols.Packets.Dhcp;

namespace Naru.Agent.Dhcp;

/// <summary>What one client is configured with: the subnet's options, with the port's extra options over them.</summary>
internal sealed record DhcpParameters
{
    private static readonly IpPrefix MetadataAddress = IpPrefix.OfHost(IpAddress.Parse("169.254.169.254"));

    private static IpPrefix Everywhere => default;

    private static IpAddress OnLink => default;

    public required IpAddress ServerAddress { get; init; }

    /// <summary><c>siaddr</c>.</summary>
    public required IpAddress NextServer { get; init; }

    /// <summary><c>file</c>: boot ROMs look there and not always into option 67.</summary>
    public required string BootFile { get; init; }

    /// <summary>In order of importance, since those at the end are left out of a message that gets too long.</summary>
    public required EquatableList<DhcpOption> Options { get; init; }

    /// <summary>The parameters for an address that is in one of the view's subnets.</summary>
    public static DhcpParameters For(DhcpConfiguration view, DhcpReservation reservation)
    {
        var subnet = view.SubnetOf(reservation.Address)
            ?? throw new ArgumentException($"{reservation.Address} is in none of the subnets.", nameof(reservation));
        var extra = reservation.ExtraOptions.Items
            .Select(option => DhcpOptionDefinition.Parse(option.Name, option.Value))
            .Where(option => option.Succeeded)
            .Select(option => option.Value)
            .ToList();
        var options = extra
            .Where(option => option.Code is not DhcpOptionCode.End)
            .Concat(Standard(view, subnet, reservation))
            .DistinctBy(option => option.Code)
            .Where(option => option.Value.Count > 0);
        return new DhcpParameters
        {
            ServerAddress = subnet.ServerAddress,
            NextServer = Extra(DhcpOptionCode.End)?.AsAddress() ?? subnet.ServerAddress,
            BootFile = Extra(DhcpOptionCode.BootFile)?.AsText() ?? "",
            Options = options.OrderBy(option => Array.IndexOf(Importance, option.Code) is var place && place < 0 ? Importance.Length : place)
                .ToEquatableList(),
        };

        DhcpOption? Extra(DhcpOptionCode code) => extra.Where(option => option.Code == code).Select(option => (DhcpOption?)option).FirstOrDefault();
    }

    private static readonly DhcpOptionCode[] Importance =
    [
        DhcpOptionCode.SubnetMask,
        DhcpOptionCode.Router,
        DhcpOptionCode.DnsServer,
        DhcpOptionCode.Mtu,
        DhcpOptionCode.ClasslessRoutes,
        DhcpOptionCode.DomainName,
        DhcpOptionCode.HostName,
        DhcpOptionCode.BootFile,
        DhcpOptionCode.TftpServer,
    ];

    private static IEnumerable<DhcpOption> Standard(DhcpConfiguration view, DhcpSubnet subnet, DhcpReservation reservation)
    {
        var routes = Routes(view, subnet).ToList();
        var dns = subnet.DnsServers.Items.Any(server => server.IsV4) ? subnet.DnsServers : [subnet.ServerAddress];
        yield return DhcpOption.Addresses(DhcpOptionCode.SubnetMask, [subnet.Cidr.Netmask]);
        yield return DhcpOption.Addresses(DhcpOptionCode.Router, subnet.Gateway is { } gateway ? [gateway] : []);
        yield return DhcpOption.Addresses(DhcpOptionCode.DnsServer, dns);
        yield return DhcpOption.Number16(DhcpOptionCode.Mtu, (ushort)view.MtuBytes);
        yield return DhcpOption.Routes(DhcpOptionCode.ClasslessRoutes, routes);
        yield return DhcpOption.Text(DhcpOptionCode.DomainName, view.DomainName);
        yield return DhcpOption.Text(DhcpOptionCode.HostName, reservation.HostName);
        yield return DhcpOption.Routes(DhcpOptionCode.MicrosoftClasslessRoutes, routes);
    }

    // A client that takes classless routes ignores the router option (RFC 3442), so the default route has to be among them.
    private static IEnumerable<DhcpRoute> Routes(DhcpConfiguration view, DhcpSubnet subnet)
    {
        foreach (var route in subnet.HostRoutes)
            yield return route;
        if (!subnet.HostRoutes.Items.Any(route => route.Destination == MetadataAddress))
        {
            if (subnet.MetadataAtDhcpPort)
                yield return new DhcpRoute(MetadataAddress, subnet.ServerAddress);
            else if (subnet.Gateway is { } router)
                yield return new DhcpRoute(MetadataAddress, router);
        }
        // The other subnets of the network are on the same link.
        foreach (var other in view.Subnets.Items.Where(other => other.Cidr != subnet.Cidr))
            yield return new DhcpRoute(other.Cidr, OnLink);
        if (subnet.Gateway is { } gateway && !subnet.HostRoutes.Items.Any(route => route.Destination == Everywhere))
            yield return new DhcpRoute(Everywhere, gateway);
    }
}
