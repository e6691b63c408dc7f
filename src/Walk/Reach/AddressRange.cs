using Naru.Primitives;

namespace Naru.Walk.Reach;

/// <summary>IPv4 addresses from one to another, both included.</summary>
public readonly record struct AddressRange(IpAddress First, IpAddress Last)
{
    public static AddressRange Of(IpAddress address) => new(address, address);

    public bool Contains(IpAddress address) => First <= address && address <= Last;

    public AddressRange? Intersect(AddressRange other)
    {
        var (first, last) = (First < other.First ? other.First : First, Last < other.Last ? Last : other.Last);
        return first <= last ? new AddressRange(first, last) : null;
    }

    /// <summary>What is left of it without another one: what comes before, and what comes after.</summary>
    public IEnumerable<AddressRange> Except(AddressRange other)
    {
        if (Intersect(other) is not { } common)
        {
            yield return this;
            yield break;
        }
        if (First < common.First)
            yield return new AddressRange(First, common.First.Previous);
        if (common.Last < Last)
            yield return new AddressRange(common.Last.Next, Last);
    }

    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
