namespace Naru.Primitives;

/// <summary>The unit in which the APIs give the sizes of volumes, shares and disks: 2^30 bytes (IEC 80000-13).</summary>
public static class Gibibyte
{
    /// <summary>How many bytes it has.</summary>
    public const long Bytes = 1L << 30;

    /// <summary>The fewest that so many bytes fit into.</summary>
    public static int Holding(long bytes) => (int)((bytes + Bytes - 1) / Bytes);

    /// <summary>With two decimals, as pools tell their room.</summary>
    public static double Rounded(double bytes) => Math.Round(bytes / Bytes, 2);
}
