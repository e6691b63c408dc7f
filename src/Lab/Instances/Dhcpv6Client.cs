using System.Buffers;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Naru.Primitives;
using Naru.Protocols.Packets.Dhcpv6;

namespace Naru.Lab.Instances;

/// <summary>A DHCPv6 client as small as the instances of a lab: it asks until it has its answer, and does not renew it.</summary>
public static class Dhcpv6Client
{
    private const uint Association = 1;
    private const int LargestAnswer = 4096;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Addresses and parameters (Solicit, Request), from inside of the instance.</summary>
    public static async Task<Dhcpv6Lease> LeaseAsync(string device, CancellationToken cancellation)
    {
        using var conversation = Conversation.On(device);
        var wanted = new IdentityAssociation(Association).ToOption();
        var offer = await conversation.AskAsync(
            Dhcpv6MessageType.Solicit, [wanted], answer => answer.Type is Dhcpv6MessageType.Advertise && Addresses(answer).Any(), cancellation);
        var offered = new IdentityAssociation(Association) { Addresses = [.. Addresses(offer)] }.ToOption();
        var reply = await conversation.AskAsync(
            Dhcpv6MessageType.Request, [offer.Find(Dhcpv6OptionCode.ServerIdentifier)!.Value, offered], // No answer without it is taken.
            answer => answer.Type is Dhcpv6MessageType.Reply && Addresses(answer).Any(), cancellation);
        return LeaseOf(reply);
    }

    /// <summary>Parameters alone (Information-request).</summary>
    public static async Task<Dhcpv6Lease> ParametersAsync(string device, CancellationToken cancellation)
    {
        using var conversation = Conversation.On(device);
        return LeaseOf(await conversation.AskAsync(
            Dhcpv6MessageType.InformationRequest, [], answer => answer.Type is Dhcpv6MessageType.Reply, cancellation));
    }

    private static IEnumerable<AssignedAddress> Addresses(Dhcpv6Message answer) => answer.Associations.SelectMany(association => association.Addresses.Items);

    private static Dhcpv6Lease LeaseOf(Dhcpv6Message reply) => new(
        [.. Addresses(reply).Select(address => address.Address)],
        reply.Find(Dhcpv6OptionCode.DnsServers)?.AsAddresses() ?? [],
        [.. reply.Find(Dhcpv6OptionCode.DomainSearch)?.AsNames()?.Select(name => name.ToString()) ?? []]);

    private sealed class Conversation(Socket socket, IPEndPoint servers, EquatableList<byte> id) : IDisposable
    {
        public static Conversation On(string device)
        {
            var card = NetworkInterface.GetAllNetworkInterfaces().Single(one => one.Name == device);
            var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, Dhcpv6Wire.ClientPort));
            var servers = new IPAddress(Dhcpv6Wire.Servers.ToBytes(), card.GetIPProperties().GetIPv6Properties().Index);
            return new Conversation(
                socket, new IPEndPoint(servers, Dhcpv6Wire.ServerPort), Duid.Of(MacAddress.Read(card.GetPhysicalAddress().GetAddressBytes())));
        }

        public async Task<Dhcpv6Message> AskAsync(
            Dhcpv6MessageType type, Dhcpv6Option[] options, Func<Dhcpv6Message, bool> isAnswer, CancellationToken cancellation)
        {
            var question = new Dhcpv6Message(type, (uint)Random.Shared.Next(1 << 24),
            [
                new Dhcpv6Option(Dhcpv6OptionCode.ClientIdentifier, id),
                .. options,
                Dhcpv6Option.Number16(Dhcpv6OptionCode.ElapsedTime, 0),
                Dhcpv6Option.Requests(Dhcpv6OptionCode.DnsServers, Dhcpv6OptionCode.DomainSearch),
            ]);
            while (true)
            {
                if (Send(question) && await ReceiveAsync(question, isAnswer, cancellation) is { } answer)
                    return answer;
                await Task.Delay(Pause, cancellation);
            }
        }

        public void Dispose() => socket.Dispose();

        // False: the card has no link-local address yet.
        private bool Send(Dhcpv6Message question)
        {
            var octets = new ArrayBufferWriter<byte>();
            Dhcpv6Wire.Write(octets, question);
            try
            {
                socket.SendTo(octets.WrittenSpan, SocketFlags.None, servers);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }

        private async Task<Dhcpv6Message?> ReceiveAsync(Dhcpv6Message question, Func<Dhcpv6Message, bool> isAnswer, CancellationToken cancellation)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Pause);
            var buffer = new byte[LargestAnswer];
            try
            {
                while (true)
                {
                    var length = await socket.ReceiveAsync(buffer, SocketFlags.None, patience.Token);
                    if (Dhcpv6Wire.TryRead(buffer.AsSpan(0, length), out var answer) && answer.TransactionId == question.TransactionId
                        && answer.ServerId is not null && isAnswer(answer))
                    {
                        return answer;
                    }
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return null;
            }
        }
    }
}
