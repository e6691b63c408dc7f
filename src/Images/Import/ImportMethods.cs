namespace Naru.Images.Import;

/// <summary>The ways in which data of images come other than with an upload.</summary>
internal sealed class ImportMethods(ImageOptions options)
{
    /// <summary>What was staged before.</summary>
    public const string Direct = "glance-direct";

    /// <summary>Fetched from an address.</summary>
    public const string Web = "web-download";

    public IReadOnlyList<string> Names { get; } = options.DownloadHosts.Count > 0 ? [Direct, Web] : [Direct];
}
