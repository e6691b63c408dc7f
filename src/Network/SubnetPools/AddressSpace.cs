using Naru.Primitives;

namespace Naru.Network.SubnetPools;

/// <summary>Sets of addresses as ascending blocks: union, what is left of one after another, and a free place of a size.</summary>
internal static class AddressSpace
{
    /// <summary>The same addresses in the fewest blocks, ascending.</summary>
    public static List<IpPrefix> Compact(IEnumerable<IpPrefix> blocks)
    {
        var result = new List<IpPrefix>();
        foreach (var block in blocks.Order())
        {
            var next = block;
            if (result.Count > 0 && result[^1].Contains(next))
                continue;
            // Two halves of a larger block become that block, which may in turn be a half.
            while (result.Count > 0 && next.Length > 0 && result[^1].Length == next.Length
                && IpPrefix.Containing(next.Network, next.Length - 1) is var parent && parent.Network == result[^1].Network && parent.Contains(next))
            {
                result.RemoveAt(result.Count - 1);
                next = parent;
            }
            result.Add(next);
        }
        return result;
    }

    /// <summary>What is left of a set when others are taken out, in the fewest blocks.</summary>
    public static List<IpPrefix> Without(IEnumerable<IpPrefix> blocks, IEnumerable<IpPrefix> taken)
    {
        var left = Compact(blocks);
        foreach (var hole in Compact(taken))
        {
            for (var i = left.Count - 1; i >= 0; i--)
            {
                if (!left[i].Overlaps(hole))
                    continue;
                var block = left[i];
                left.RemoveAt(i);
                if (!hole.Contains(block))
                    left.InsertRange(i, Around(block, hole));
            }
        }
        return left;
    }

    public static bool Overlap(IEnumerable<IpPrefix> left, IReadOnlyCollection<IpPrefix> right) =>
        left.Any(block => right.Any(block.Overlaps));

    /// <summary>A block of the length from the smallest free block that has room for it; null when none has.</summary>
    public static IpPrefix? Place(IEnumerable<IpPrefix> free, int length)
    {
        IpPrefix? best = null;
        foreach (var block in free)
        {
            if (block.Length <= length && (best is null || block.Length > best.Value.Length))
                best = block;
        }
        return best is { } chosen ? IpPrefix.Containing(chosen.Network, length) : null;
    }

    // Halves the block towards the hole; each time the other half stays.
    private static List<IpPrefix> Around(IpPrefix block, IpPrefix hole)
    {
        var rest = new List<IpPrefix>();
        for (var length = block.Length + 1; length <= hole.Length; length++)
        {
            var towards = IpPrefix.Containing(hole.Network, length);
            var parent = IpPrefix.Containing(hole.Network, length - 1);
            rest.Add(towards.Network == parent.Network
                ? IpPrefix.Containing(towards.Last.Next, length)
                : IpPrefix.Containing(parent.Network, length));
        }
        rest.Sort();
        return rest;
    }
}
