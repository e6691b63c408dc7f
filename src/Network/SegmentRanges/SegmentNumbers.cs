using Naru.Network.Ipam;
using Naru.Network.Segments;
using Naru.State;

namespace Naru.Network.SegmentRanges;

/// <summary>Chooses segmentation ids from the ranges.</summary>
internal static class SegmentNumbers
{
    /// <summary>The lowest free number that a project may have: of its own ranges, or else of the shared ones without those of other projects.</summary>
    public static long? Lowest(IStateReader state, SegmentPool pool, string projectId)
    {
        var ranges = SegmentRangeTable.ByPool.Of(state, pool).OrderBy(range => range.Minimum).ToList();
        foreach (var own in ranges.Where(range => !range.Shared && range.ProjectId == projectId && projectId.Length > 0))
        {
            if (Lowest(state, pool, own.Minimum, own.Maximum) is { } number)
                return number;
        }
        var foreign = ranges.FindAll(range => !range.Shared && range.ProjectId != projectId);
        foreach (var shared in ranges.Where(range => range.Shared))
        {
            foreach (var (first, last) in Without(shared, foreign))
            {
                if (Lowest(state, pool, first, last) is { } number)
                    return number;
            }
        }
        return null;
    }

    /// <summary>The physical networks that have ranges, in order.</summary>
    public static IEnumerable<string> PhysicalNetworks(IStateReader state, string networkType) =>
        state.In(SegmentRangeTable.Table).All.Where(range => range.NetworkType == networkType).Select(range => range.PhysicalNetwork).Distinct().Order();

    /// <summary>Numbers of a range that are in use, smallest first.</summary>
    public static IEnumerable<long> Used(IStateReader state, SegmentRange range) =>
        SegmentTable.ByNumber.KeysOf(state, SegmentRangeTable.PoolOf(range)).SkipWhile(number => number < range.Minimum).TakeWhile(number => number <= range.Maximum);

    private static long? Lowest(IStateReader state, SegmentPool pool, long first, long last) =>
        (long?)FreeNumbers.Lowest((UInt128)first, (UInt128)last, number => SegmentTable.ByNumber.CountUpTo(state, pool, (long)number));

    private static IEnumerable<(long First, long Last)> Without(SegmentRange range, List<SegmentRange> holes)
    {
        var next = range.Minimum;
        foreach (var hole in holes.Where(hole => hole.Maximum >= range.Minimum && hole.Minimum <= range.Maximum))
        {
            if (hole.Minimum > next)
                yield return (next, hole.Minimum - 1);
            next = Math.Max(next, hole.Maximum + 1);
        }
        if (next <= range.Maximum)
            yield return (next, range.Maximum);
    }
}
