namespace Naru.Images;

/// <summary>Glance's default limits (glance-api.conf: <c>image_*_quota</c>, <c>image_size_cap</c>, <c>limit_param_default</c>, <c>api_limit_max</c>).</summary>
internal static class Limits
{
    public const long LargestImage = 1L << 40;
    public const int Properties = 128;
    public const int Tags = 128;
    public const int Members = 128;
    public const int NameLength = 255;
    public const int ValueLength = 65_535;
    public const int PageLength = 25;
    public const int LongestPage = 1000;

    // What waits for the one worker that imports; more is refused.
    public const int WaitingImports = 64;
}
