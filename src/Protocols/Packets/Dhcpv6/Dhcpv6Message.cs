using Naru.Primitives;

namespace Naru.Protocols.Packets.Dhcpv6;

/// <summary>A message between client and server (RFC 8415 §8).</summary>
/// <param name="TransactionId">24 bits, drawn by the client.</param>
public sealed record Dhcpv6Message(Dhcpv6MessageType Type, uint TransactionId, EquatableList<Dhcpv6Option> Options)
{
    public EquatableList<byte>? ClientId => Find(Dhcpv6OptionCode.ClientIdentifier)?.Value;

    public EquatableList<byte>? ServerId => Find(Dhcpv6OptionCode.ServerIdentifier)?.Value;

    /// <summary>The sets of addresses that are asked for or given; malformed ones are left out.</summary>
    public IEnumerable<IdentityAssociation> Associations
    {
        get
        {
            foreach (var option in Options)
            {
                if (IdentityAssociation.TryRead(option, out var association))
                    yield return association;
            }
        }
    }

    public Dhcpv6Option? Find(Dhcpv6OptionCode code)
    {
        foreach (var option in Options)
        {
            if (option.Code == code)
                return option;
        }
        return null;
    }

    /// <summary>One line for logs; who it is from is said by its sender's address.</summary>
    public override string ToString()
    {
        var told = Options.Where(option => option.Code is not (Dhcpv6OptionCode.ClientIdentifier or Dhcpv6OptionCode.ServerIdentifier
            or Dhcpv6OptionCode.OptionRequest or Dhcpv6OptionCode.ElapsedTime));
        return $"{Type.ToString().ToUpperInvariant()} xid=0x{TransactionId:x6}{string.Concat(told.Select(option => $" {option}"))}";
    }
}
