namespace Naru.Primitives.Specs;

public sealed class GibibyteSpecs
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1073741824, 1)]
    [InlineData(1073741825, 2)]
    [InlineData(17592186044416, 16384)]
    public void Bytes_take_the_gibibytes_that_hold_them(long bytes, int gibibytes) => Assert.Equal(gibibytes, Gibibyte.Holding(bytes));

    [Theory]
    [InlineData(1610612736, 1.5)]
    [InlineData(1, 0)]
    [InlineData(11811160064, 11)]
    [InlineData(1084479242, 1.01)]
    public void Room_is_told_with_two_decimals(long bytes, double gibibytes) => Assert.Equal(gibibytes, Gibibyte.Rounded(bytes));
}
