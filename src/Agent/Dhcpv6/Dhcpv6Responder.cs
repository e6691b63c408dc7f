using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Primitives;
using Naru.Protocols.Packets.Dhcpv6;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Dhcpv6;

/// <summary>Decides what a DHCPv6 server answers (RFC 8415 §18.3), for clients whose addresses are all known beforehand.</summary>
/// <remarks>There is no lease to keep: the address of a port is fixed by the API, so each answer follows from the view and the request alone.</remarks>
public static class Dhcpv6Responder
{
    /// <summary>The answer, or null where the server stays silent: unknown clients, messages for other servers, malformed ones.</summary>
    /// <param name="source">Whom the request came from.</param>
    public static Dhcpv6Message? Answer(Dhcpv6Configuration view, Dhcpv6Message request, IpAddress source)
    {
        if (Find(view, request, source) is not { } client)
            return null;
        var isForUs = request.ServerId is { } server && server == view.ServerId;
        // RFC 8415 §16: who selects a server names it, who looks for one does not; all but information requests name the client.
        return request.Type switch
        {
            Dhcpv6MessageType.InformationRequest when request.ServerId is null || isForUs => Inform(view, request, client),
            _ when request.ClientId is null => null,
            Dhcpv6MessageType.Solicit when request.ServerId is null => request.Find(Dhcpv6OptionCode.RapidCommit) is { } rapid
                ? Assign(view, request, client, Dhcpv6MessageType.Reply, [rapid])
                : Assign(view, request, client, Dhcpv6MessageType.Advertise, []),
            Dhcpv6MessageType.Request or Dhcpv6MessageType.Renew when isForUs => Assign(view, request, client, Dhcpv6MessageType.Reply, []),
            Dhcpv6MessageType.Rebind when request.ServerId is null => Assign(view, request, client, Dhcpv6MessageType.Reply, []),
            Dhcpv6MessageType.Confirm when request.ServerId is null => Confirm(view, request),
            // The address belongs to the port, not to a lease: what is given back stays the port's.
            Dhcpv6MessageType.Release or Dhcpv6MessageType.Decline when isForUs =>
                Reply(view, request, Dhcpv6MessageType.Reply, [Dhcpv6Option.Status(Dhcpv6Status.Success, "")]),
            _ => null,
        };
    }

    /// <summary>The MAC address that a request is from: its link-local address has it, which anti-spoofing sees to, and else its DUID.</summary>
    public static MacAddress? MacOf(Dhcpv6Message request, IpAddress source) =>
        LinkLocal.MacOf(source) ?? (request.ClientId is { } id ? Duid.MacOf(id.Items.AsSpan()) : null);

    private static Dhcpv6Client? Find(Dhcpv6Configuration view, Dhcpv6Message request, IpAddress source) => MacOf(request, source) is { } mac
        ? view.Clients.Items.FirstOrDefault(client => client.Mac == mac)
        : null;

    private static Dhcpv6Message Assign(
        Dhcpv6Configuration view, Dhcpv6Message request, Dhcpv6Client client, Dhcpv6MessageType type, Dhcpv6Option[] more)
    {
        var rest = client.Addresses;
        var associations = new List<IdentityAssociation>();
        foreach (var asked in request.Associations)
        {
            associations.Add(Assign(view, asked, client, rest));
            rest = [];
        }
        var isInVain = type is Dhcpv6MessageType.Advertise && client.Addresses.IsEmpty && associations.Count > 0;
        return Reply(view, request, type,
        [
            .. more,
            .. associations.Select(association => association.ToOption()),
            // RFC 8415 §18.3.9: also outside of the association, where clients look first.
            .. isInVain ? [NoAddress] : Array.Empty<Dhcpv6Option>(),
            .. Parameters(view, client),
        ]);
    }

    // All addresses of the port go to the first association: an instance has one for each of its interfaces.
    private static IdentityAssociation Assign(
        Dhcpv6Configuration view, IdentityAssociation asked, Dhcpv6Client client, EquatableList<IpAddress> addresses)
    {
        var seconds = (uint)view.LeaseTime.TotalSeconds;
        var given = addresses.Select(address => new AssignedAddress(address, seconds, seconds));
        // What the client has and may not have (any more): it stops using it at once.
        var taken = asked.Addresses.Select(address => address.Address).Where(address => !client.Addresses.Items.Contains(address))
            .Select(address => new AssignedAddress(address, 0, 0));
        return new IdentityAssociation(asked.Id)
        {
            RenewSeconds = addresses.IsEmpty ? 0 : seconds / 2,
            RebindSeconds = addresses.IsEmpty ? 0 : (uint)(seconds * 4L / 5),
            Addresses = [.. given, .. taken],
            Status = addresses.IsEmpty ? NoAddress : null,
        };
    }

    private static Dhcpv6Option NoAddress => Dhcpv6Option.Status(Dhcpv6Status.NoAddressesAvailable, "The port has no address that DHCPv6 gives.");

    // RFC 8415 §18.3.3: whether the addresses fit the link, not whose they are.
    private static Dhcpv6Message? Confirm(Dhcpv6Configuration view, Dhcpv6Message request)
    {
        var addresses = request.Associations.SelectMany(association => association.Addresses.Items).ToList();
        if (addresses.Count == 0)
            return null;
        var fits = addresses.TrueForAll(address => view.IsOnLink(address.Address));
        return Reply(view, request, Dhcpv6MessageType.Reply, [Dhcpv6Option.Status(fits ? Dhcpv6Status.Success : Dhcpv6Status.NotOnLink, "")]);
    }

    private static Dhcpv6Message? Inform(Dhcpv6Configuration view, Dhcpv6Message request, Dhcpv6Client client) => request.Associations.Any()
        ? null
        : Reply(view, request, Dhcpv6MessageType.Reply,
        [
            .. Parameters(view, client),
            Dhcpv6Option.Number32(Dhcpv6OptionCode.InformationRefreshTime, (uint)view.LeaseTime.TotalSeconds),
        ]);

    private static Dhcpv6Message Reply(Dhcpv6Configuration view, Dhcpv6Message request, Dhcpv6MessageType type, IEnumerable<Dhcpv6Option> options) =>
        new(type, request.TransactionId,
        [
            new Dhcpv6Option(Dhcpv6OptionCode.ServerIdentifier, view.ServerId),
            .. request.Find(Dhcpv6OptionCode.ClientIdentifier) is { } client ? [client] : Array.Empty<Dhcpv6Option>(),
            .. options.DistinctBy(option => option.Code is Dhcpv6OptionCode.NonTemporary ? (option.Code, option.Value) : (option.Code, default)),
        ]);

    // The port's own options over those of its subnets; an empty one takes away what the subnet says.
    private static IEnumerable<Dhcpv6Option> Parameters(Dhcpv6Configuration view, Dhcpv6Client client)
    {
        var subnets = view.Subnets.Items.Where(subnet => client.Addresses.Items.Any(subnet.Cidr.Contains)).ToList();
        var servers = (subnets.Count > 0 ? subnets : [.. view.Subnets]).SelectMany(subnet => subnet.DnsServers.Items).Distinct();
        Dhcpv6Option[] standard =
        [
            Dhcpv6Option.Addresses(Dhcpv6OptionCode.DnsServers, servers),
            Dhcpv6Option.Names(Dhcpv6OptionCode.DomainSearch, DnsName.TryParse(view.DomainName, out var domain) && !domain.IsRoot ? [domain] : []),
        ];
        return client.ExtraOptions.Items.Select(option => Dhcpv6OptionDefinition.Parse(option.Name, option.Value))
            .Where(option => option.Succeeded).Select(option => option.Value)
            .Concat(standard)
            .DistinctBy(option => option.Code)
            .Where(option => !option.Value.IsEmpty);
    }
}
