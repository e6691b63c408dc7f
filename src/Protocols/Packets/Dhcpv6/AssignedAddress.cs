using System.Buffers.Binary;
using Naru.Primitives;

namespace Naru.Protocols.Packets.Dhcpv6;

/// <summary>The IA Address option (RFC 8415 §21.6). Lifetimes of zero take an address from a client.</summary>
public sealed record AssignedAddress(IpAddress Address, uint PreferredSeconds, uint ValidSeconds)
{
    private const int Length = 24;

    public Dhcpv6Option ToOption()
    {
        Span<byte> octets = stackalloc byte[Length];
        Address.Write(octets);
        BinaryPrimitives.WriteUInt32BigEndian(octets[16..], PreferredSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(octets[20..], ValidSeconds);
        return new Dhcpv6Option(Dhcpv6OptionCode.Address, EquatableList.Create<byte>(octets));
    }

    /// <summary>Null: it is another option, or too short.</summary>
    public static AssignedAddress? Read(Dhcpv6Option option)
    {
        if (option.Code is not Dhcpv6OptionCode.Address || option.Value.Count < Length)
            return null;
        var octets = option.Value.Items.AsSpan();
        return new AssignedAddress(
            IpAddress.Read(octets[..16]), BinaryPrimitives.ReadUInt32BigEndian(octets[16..]), BinaryPrimitives.ReadUInt32BigEndian(octets[20..]));
    }

    public override string ToString() => $"{Address}/{PreferredSeconds}/{ValidSeconds}";
}
