namespace Naru.BlockStorage;

/// <summary>Cinder's default limits (cinder.conf: <c>osapi_max_limit</c>, and the columns of its database).</summary>
internal static class Limits
{
    public const int NameLength = 255;
    public const int PageLength = 1000;

    /// <summary>In GiB; the largest number that Cinder's database keeps.</summary>
    public const int LargestVolume = int.MaxValue;
}
