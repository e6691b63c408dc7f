using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>An address that a device shall have, with the length of its network's prefix.</summary>
public readonly record struct AddressPlan(IpAddress Address, int Length)
{
    public static AddressPlan Alone(IpAddress address) => new(address, address.Bits);

    public override string ToString() => $"{Address}/{Length}";
}
