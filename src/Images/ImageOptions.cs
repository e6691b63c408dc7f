namespace Naru.Images;

/// <param name="DataDirectory">Where the bytes of images are kept.</param>
/// <param name="DownloadHosts">
/// Hosts that <c>web-download</c> may fetch from, as <c>HOST</c> (ports 80 and 443) or <c>HOST:PORT</c>. None: the method is not announced and refused,
/// because this program sees addresses that its callers do not.
/// </param>
public sealed record ImageOptions(string DataDirectory, IReadOnlyList<string> DownloadHosts);
