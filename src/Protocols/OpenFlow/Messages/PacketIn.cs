using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>A packet that the switch sends to the controller (OpenFlow 1.3.5 §7.4.1).</summary>
/// <param name="Table">The table of the flow that sent it.</param>
/// <param name="Cookie">The cookie of that flow.</param>
/// <param name="Reason">0 no match, 1 an action, 2 the TTL ran out.</param>
/// <param name="Fields">Where the packet was: <c>in_port</c>, and registers and metadata that are not zero.</param>
/// <param name="Packet">The packet from its Ethernet header on, or its beginning.</param>
/// <param name="TotalLength">The length of the whole packet.</param>
public sealed record PacketIn(byte Table, ulong Cookie, byte Reason, Match Fields, EquatableList<byte> Packet, uint TotalLength)
    : OpenFlowMessage
{
    private const uint NoBuffer = 0xffff_ffff;

    /// <summary>The octets of the action that sent it; only in the format NXT_PACKET_IN2.</summary>
    public EquatableList<byte> Userdata { get; init; }

    /// <summary>The port that the packet came from; zero if the switch did not say.</summary>
    public uint InPort => Fields.TryGet(Oxm.InPort, out var port) ? (uint)port.Value : 0;

    internal override MessageType Type => MessageType.PacketIn;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U32(NoBuffer);
        wire.U16((ushort)TotalLength);
        wire.U8(Reason);
        wire.U8(Table);
        wire.U64(Cookie);
        Fields.Write(wire);
        wire.Zeros(2);
        wire.Bytes(Packet.Items.AsSpan());
    }

    internal static PacketIn? Read(ref WireReader body)
    {
        body.Skip(4);
        var (totalLength, reason, table, cookie) = (body.U16(), body.U8(), body.U8(), body.U64());
        if (Match.Read(ref body) is not { } fields)
            return null;
        body.Skip(2);
        return new PacketIn(table, cookie, reason, fields, EquatableList.Create(body.Rest), totalLength);
    }

    /// <summary>NXT_PACKET_IN2: properties of type (16 bits), length without padding (16) and a value.</summary>
    internal static PacketIn? ReadProperties(ref WireReader body)
    {
        var packetIn = new PacketIn(0, 0, 0, Match.Any, [], 0);
        while (body.Remaining > 0)
        {
            var type = body.U16();
            var length = body.U16();
            var value = new WireReader(body.Bytes(length - 4));
            body.Skip(Math.Min(body.Remaining, (8 - length % 8) % 8));
            if (body.Failed)
                return null;
            switch ((Property)type)
            {
                case Property.Packet:
                    packetIn = packetIn with { Packet = EquatableList.Create(value.Rest) };
                    break;
                case Property.FullLength:
                    packetIn = packetIn with { TotalLength = value.U32() };
                    break;
                case Property.TableId:
                    packetIn = packetIn with { Table = value.U8() };
                    break;
                case Property.Cookie:
                    value.Skip(4);
                    packetIn = packetIn with { Cookie = value.U64() };
                    break;
                case Property.Reason:
                    packetIn = packetIn with { Reason = value.U8() };
                    break;
                case Property.Metadata when Match.ReadEntries(value.Rest) is { } fields:
                    packetIn = packetIn with { Fields = fields };
                    break;
                case Property.Userdata:
                    packetIn = packetIn with { Userdata = EquatableList.Create(value.Rest) };
                    break;
            }
        }
        return packetIn.TotalLength == 0 ? packetIn with { TotalLength = (uint)packetIn.Packet.Count } : packetIn;
    }

    private enum Property : ushort
    {
        Packet = 0,
        FullLength = 1,
        TableId = 3,
        Cookie = 4,
        Reason = 5,
        Metadata = 6,
        Userdata = 7,
    }
}
