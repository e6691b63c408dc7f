using Naru.Primitives;

namespace Naru.BlockStorage.Drivers;

/// <summary>In bytes.</summary>
internal readonly record struct DriverCapacity(long Total, long Free)
{
    public double TotalGiB => Gibibyte.Rounded(Total);

    public double FreeGiB => Gibibyte.Rounded(Free);
}
