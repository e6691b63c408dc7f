using Naru.Network.Ipam;

namespace Naru.Network;

public sealed class FreeNumberSpecs
{
    [Fact]
    public void The_lowest_free_number_is_the_one_that_counting_up_finds() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 45].Array[0, 60]).Sample((first, length, used) =>
        {
            var sorted = used.Distinct().Order().ToArray();
            var last = first + length;
            int? expected = Enumerable.Range(first, length + 1).Where(number => !sorted.Contains(number)).Select(number => (int?)number).FirstOrDefault();
            var found = FreeNumbers.Lowest((UInt128)first, (UInt128)last, number => sorted.Count(taken => (UInt128)taken <= number));
            return found == (expected is { } number ? (UInt128)number : null);
        });

    [Fact]
    public void The_end_of_the_ipv6_space_is_no_edge_case() =>
        Assert.Equal(UInt128.MaxValue, FreeNumbers.Lowest(UInt128.MaxValue - 1, UInt128.MaxValue, number => number >= UInt128.MaxValue - 1 ? 1 : 0));

    [Fact]
    public void An_empty_range_has_nothing_free() => Assert.Null(FreeNumbers.Lowest(5, 4, _ => 0));
}
