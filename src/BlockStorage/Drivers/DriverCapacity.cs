namespace Naru.BlockStorage.Drivers;

/// <summary>In bytes.</summary>
internal readonly record struct DriverCapacity(long Total, long Free)
{
    private const long GiB = 1L << 30;

    public double TotalGiB => Math.Round((double)Total / GiB, 2);

    public double FreeGiB => Math.Round((double)Free / GiB, 2);
}
