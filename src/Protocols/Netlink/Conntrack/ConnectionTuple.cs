using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Conntrack;

/// <summary>One direction of a connection.</summary>
/// <param name="Source">Address of the sender.</param>
/// <param name="Destination">Address of the receiver.</param>
/// <param name="Protocol">IANA's number: 1 ICMP, 6 TCP, 17 UDP, 58 ICMPv6.</param>
public sealed record ConnectionTuple(IpAddress Source, IpAddress Destination, byte Protocol)
{
    internal const byte Icmp6 = 58;

    /// <summary>TCP, UDP, SCTP and the like.</summary>
    public ushort? SourcePort { get; init; }

    public ushort? DestinationPort { get; init; }

    /// <summary>The identifier of echo requests, in either version of ICMP.</summary>
    public ushort? IcmpId { get; init; }

    public byte? IcmpType { get; init; }

    public byte? IcmpCode { get; init; }

    /// <summary>The zone of this direction only.</summary>
    public ushort? Zone { get; init; }

    public override string ToString() => $"{Source}{Port(SourcePort)} > {Destination}{Port(DestinationPort)} proto {Protocol}";

    internal static ConnectionTuple? Read(AttributeReader attributes)
    {
        IpAddress? source = null, destination = null;
        foreach (var attribute in attributes.Find(Cta.TupleIp).Nested)
        {
            switch (attribute.Type)
            {
                case Cta.V4Source or Cta.V6Source:
                    source = attribute.AsIpAddress;
                    break;
                case Cta.V4Destination or Cta.V6Destination:
                    destination = attribute.AsIpAddress;
                    break;
            }
        }
        if (source is not { } from || destination is not { } to || from.IsV4 != to.IsV4)
            return null;
        var tuple = new ConnectionTuple(from, to, Protocol: 0)
        {
            Zone = attributes.Find(Cta.TupleZone) is { Value.Length: > 0 } zone ? zone.AsUInt16BigEndian : null,
        };
        foreach (var attribute in attributes.Find(Cta.TupleProtocol).Nested)
        {
            tuple = attribute.Type switch
            {
                Cta.Number => tuple with { Protocol = attribute.AsByte },
                Cta.SourcePort => tuple with { SourcePort = attribute.AsUInt16BigEndian },
                Cta.DestinationPort => tuple with { DestinationPort = attribute.AsUInt16BigEndian },
                Cta.IcmpId or Cta.Icmp6Id => tuple with { IcmpId = attribute.AsUInt16BigEndian },
                Cta.IcmpType or Cta.Icmp6Type => tuple with { IcmpType = attribute.AsByte },
                Cta.IcmpCode or Cta.Icmp6Code => tuple with { IcmpCode = attribute.AsByte },
                _ => tuple,
            };
        }
        return tuple;
    }

    internal void Write(NetlinkMessage message)
    {
        using (message.Nest(Cta.TupleIp))
        {
            message.Add(Source.IsV4 ? Cta.V4Source : Cta.V6Source, Source);
            message.Add(Destination.IsV4 ? Cta.V4Destination : Cta.V6Destination, Destination);
        }
        using (message.Nest(Cta.TupleProtocol))
        {
            var isV6 = Protocol is Icmp6;
            message.Add(Cta.Number, Protocol);
            if (SourcePort is { } source)
                message.AddBigEndian(Cta.SourcePort, source);
            if (DestinationPort is { } destination)
                message.AddBigEndian(Cta.DestinationPort, destination);
            if (IcmpId is { } id)
                message.AddBigEndian(isV6 ? Cta.Icmp6Id : Cta.IcmpId, id);
            if (IcmpType is { } type)
                message.Add(isV6 ? Cta.Icmp6Type : Cta.IcmpType, type);
            if (IcmpCode is { } code)
                message.Add(isV6 ? Cta.Icmp6Code : Cta.IcmpCode, code);
        }
        if (Zone is { } zone)
            message.AddBigEndian(Cta.TupleZone, zone);
    }

    private static string Port(ushort? port) => port is { } value ? $":{value}" : "";
}
