using Naru.Primitives;

namespace Naru.Network.Subnets;

/// <summary>A range of addresses, both ends included.</summary>
public sealed record AllocationPool(IpAddress Start, IpAddress End)
{
    public bool Contains(IpAddress address) => Start <= address && address <= End;

    public override string ToString() => $"{Start}-{End}";
}
