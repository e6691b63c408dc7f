using Naru.Primitives;
using Naru.Protocols.Packets.Dhcp;

namespace Naru.Agent.Dhcp;

/// <summary>Decides what a DHCP server answers (RFC 2131 §4.3), for clients whose addresses are all known beforehand.</summary>
/// <remarks>
/// There is no lease to keep: the address of a port is fixed by the API, so each answer follows from the view and the
/// request alone, and any number of servers on the network answer alike.
/// </remarks>
public static class DhcpResponder
{
    private static IpAddress Unspecified => default;

    /// <summary>The answer, or null where the server stays silent: unknown clients, messages for other servers, goodbyes.</summary>
    public static DhcpMessage? Answer(DhcpConfiguration view, DhcpMessage request)
    {
        if (request.IsReply)
            return null;
        var reservations = view.Reservations.Items
            .Where(reservation => reservation.Mac == request.ClientMac && view.SubnetOf(reservation.Address) is not null)
            .ToList();
        if (reservations.Count == 0)
            return null;
        var asked = request.Address(DhcpOptionCode.RequestedAddress);
        return request.Type switch
        {
            DhcpMessageType.Discover => Lease(view, request, DhcpMessageType.Offer, Find(reservations, asked) ?? reservations[0]),
            DhcpMessageType.Request => AnswerRequest(view, request, reservations),
            DhcpMessageType.Inform when Find(reservations, request.ClientAddress) is { } known => Inform(view, request, known),

            // DECLINE and RELEASE ask for no answer, and change nothing: the address belongs to the port, not to a lease.
            _ => null,
        };
    }

    // RFC 2131 §4.3.2: a client that selects an offer names the server, one that reboots names the address, one that
    // renews has it as its own (ciaddr).
    private static DhcpMessage? AnswerRequest(DhcpConfiguration view, DhcpMessage request, List<DhcpReservation> reservations)
    {
        if (request.Address(DhcpOptionCode.ServerIdentifier) is { } server && !view.Subnets.Items.Any(subnet => subnet.ServerAddress == server))
            return null;
        var wanted = request.ClientAddress != Unspecified ? request.ClientAddress : request.Address(DhcpOptionCode.RequestedAddress);
        if (wanted is null)
            return null;
        return Find(reservations, wanted) is { } reservation
            ? Lease(view, request, DhcpMessageType.Ack, reservation)
            : Refuse(view, request, reservations[0], $"{wanted} is not an address of {request.ClientMac}");
    }

    private static DhcpReservation? Find(List<DhcpReservation> reservations, IpAddress? address) =>
        reservations.Find(reservation => reservation.Address == address);

    private static DhcpMessage Lease(DhcpConfiguration view, DhcpMessage request, DhcpMessageType type, DhcpReservation reservation)
    {
        var seconds = (uint)view.LeaseTime.TotalSeconds;
        return Reply(view, request, type, reservation,
        [
            DhcpOption.Number32(DhcpOptionCode.LeaseTime, seconds),
            DhcpOption.Number32(DhcpOptionCode.RenewalTime, seconds / 2),
            DhcpOption.Number32(DhcpOptionCode.RebindingTime, (uint)(seconds * 7L / 8)),
        ]) with
        {
            // ciaddr is repeated to a client that has it; an OFFER has none (RFC 2131 table 3).
            ClientAddress = type is DhcpMessageType.Ack ? request.ClientAddress : Unspecified,
            YourAddress = reservation.Address,
        };
    }

    // RFC 2131 §4.3.5: no address and no times, only parameters.
    private static DhcpMessage Inform(DhcpConfiguration view, DhcpMessage request, DhcpReservation reservation) =>
        Reply(view, request, DhcpMessageType.Ack, reservation, []) with { ClientAddress = request.ClientAddress };

    private static DhcpMessage Reply(
        DhcpConfiguration view, DhcpMessage request, DhcpMessageType type, DhcpReservation reservation, DhcpOption[] times)
    {
        var parameters = DhcpParameters.For(view, reservation);
        return Empty(request) with
        {
            NextServer = parameters.NextServer,
            BootFile = parameters.BootFile,
            Options =
            [
                .. Head(type, parameters.ServerAddress),
                .. times,
                .. parameters.Options,
                .. Echoed(request),
            ],
        };
    }

    private static DhcpMessage Refuse(DhcpConfiguration view, DhcpMessage request, DhcpReservation reservation, string why) =>
        Empty(request) with
        {
            // Through a relay the client's link is not ours: the relay must broadcast (RFC 2131 §4.3.2).
            Broadcast = request.Broadcast || request.RelayAddress != Unspecified,
            Options =
            [
                .. Head(DhcpMessageType.Nak, DhcpParameters.For(view, reservation).ServerAddress),
                DhcpOption.Text(DhcpOptionCode.Message, why),
                .. Echoed(request),
            ],
        };

    private static DhcpMessage Empty(DhcpMessage request) => new()
    {
        IsReply = true,
        TransactionId = request.TransactionId,
        Broadcast = request.Broadcast,
        RelayAddress = request.RelayAddress,
        ClientMac = request.ClientMac,
    };

    private static DhcpOption[] Head(DhcpMessageType type, IpAddress server) =>
    [
        DhcpOption.Number8(DhcpOptionCode.MessageType, (byte)type),
        DhcpOption.Addresses(DhcpOptionCode.ServerIdentifier, [server]),
    ];

    // The client identifier (RFC 6842) and, last, what a relay put in (RFC 3046 §2.2).
    private static IEnumerable<DhcpOption> Echoed(DhcpMessage request) =>
        new[] { request.Find(DhcpOptionCode.ClientIdentifier), request.Find(DhcpOptionCode.RelayAgentInformation) }.OfType<DhcpOption>();
}
