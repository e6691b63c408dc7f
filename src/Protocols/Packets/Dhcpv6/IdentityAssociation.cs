using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Naru.Primitives;

namespace Naru.Protocols.Packets.Dhcpv6;

/// <summary>A set of addresses of one interface of a client: IA_NA (RFC 8415 §21.4).</summary>
/// <param name="Id">IAID, chosen by the client.</param>
public sealed record IdentityAssociation(uint Id)
{
    private const int HeaderLength = 12;

    /// <summary>T1: when the client asks this server again.</summary>
    public uint RenewSeconds { get; init; }

    /// <summary>T2: when it asks any server.</summary>
    public uint RebindSeconds { get; init; }

    public EquatableList<AssignedAddress> Addresses { get; init; }

    /// <summary>Null: there is nothing to say.</summary>
    public Dhcpv6Option? Status { get; init; }

    public Dhcpv6Option ToOption()
    {
        var output = new ArrayBufferWriter<byte>();
        var header = output.GetSpan(HeaderLength);
        BinaryPrimitives.WriteUInt32BigEndian(header, Id);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], RenewSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], RebindSeconds);
        output.Advance(HeaderLength);
        Dhcpv6Wire.WriteOptions(output, Addresses.Select(address => address.ToOption()));
        if (Status is { } status)
            Dhcpv6Wire.WriteOptions(output, [status]);
        return new Dhcpv6Option(Dhcpv6OptionCode.NonTemporary, EquatableList.Create(output.WrittenSpan));
    }

    public static bool TryRead(Dhcpv6Option option, [NotNullWhen(true)] out IdentityAssociation? association)
    {
        association = null;
        var octets = option.Value.Items.AsSpan();
        if (option.Code is not Dhcpv6OptionCode.NonTemporary || octets.Length < HeaderLength
            || !Dhcpv6Wire.TryReadOptions(octets[HeaderLength..], out var options))
        {
            return false;
        }
        association = new IdentityAssociation(BinaryPrimitives.ReadUInt32BigEndian(octets))
        {
            RenewSeconds = BinaryPrimitives.ReadUInt32BigEndian(octets[4..]),
            RebindSeconds = BinaryPrimitives.ReadUInt32BigEndian(octets[8..]),
            Addresses = [.. options.Select(AssignedAddress.Read).OfType<AssignedAddress>()],
            Status = options.Where(one => one.Code is Dhcpv6OptionCode.StatusCode).Select(one => (Dhcpv6Option?)one).FirstOrDefault(),
        };
        return true;
    }

    public override string ToString() =>
        $"ia-na={Id:x}[{string.Join(' ', Addresses.Select(address => address.ToString()).Concat(Status is { } status ? [status.ToString()] : []))}]";
}
