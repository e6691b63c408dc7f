namespace Naru.Network.Ipam;

/// <summary>Finds free numbers in a range of which some are used, without walking through it.</summary>
internal static class FreeNumbers
{
    /// <summary>The lowest number from <paramref name="first"/> to <paramref name="last"/> that is not used; null when all are.</summary>
    /// <param name="usedUpTo">How many used numbers are smaller than or equal to its argument.</param>
    /// <remarks>
    /// Among the first <c>n + 1</c> numbers of the range at least one is free when <c>n</c> are used; from there, bisection: a
    /// stretch from <paramref name="first"/> has a free number exactly if fewer are used in it than it is long.
    /// </remarks>
    public static UInt128? Lowest(UInt128 first, UInt128 last, Func<UInt128, int> usedUpTo)
    {
        if (first > last)
            return null;
        var before = first == 0 ? 0 : usedUpTo(first - 1);
        var used = (UInt128)(usedUpTo(last) - before);
        if (used > last - first)
            return null;
        var (low, high) = (first, first + used);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var isFreeBelow = (UInt128)(usedUpTo(middle) - before) < middle - first + 1;
            (low, high) = isFreeBelow ? (low, middle) : (middle + 1, high);
        }
        return low;
    }
}
