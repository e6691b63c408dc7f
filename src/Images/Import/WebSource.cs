using System.Globalization;
using System.Net;
using Naru.Images.Content;
using Naru.Images.Documents;
using Naru.Primitives;

namespace Naru.Images.Import;

/// <summary>Fetches data of images from the hosts that the operator allows, and from no other, wherever those point.</summary>
internal sealed class WebSource(ImageOptions options, ImageFiles files) : IDisposable
{
    private const int MostRedirects = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A source that trickles does not hold up the imports of others for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly int[] UsualPorts = [80, 443];

    // Every redirection is checked, so none is followed by itself. A proxy may reach what this machine does not.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = Patience })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Result<Uri> Check(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            return Error.Invalid($"URI '{address}' is no address of http or https.");
        return IsAllowed(uri) ? uri : Error.Invalid($"URI '{address}' does not pass the filter: {uri.Authority} is not among the hosts that images may be downloaded from.");
    }

    public async Task<Result<StagedData>> FetchAsync(Uri source, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Longest);
        try
        {
            for (var redirects = 0; redirects <= MostRedirects; redirects++)
            {
                using var answer = await _client.GetAsync(source, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
                if (answer.StatusCode is HttpStatusCode.OK)
                {
                    if (answer.Content.Headers.ContentLength > Limits.LargestImage)
                        return GlanceErrors.ImageTooLarge;
                    return await files.ReceiveAsync(await answer.Content.ReadAsStreamAsync(deadline.Token), Limits.LargestImage, deadline.Token);
                }
                if ((int)answer.StatusCode is < 300 or > 399 || answer.Headers.Location is not { } location)
                    return Error.Invalid($"{source} answers with {(int)answer.StatusCode}, not with data.");
                if (!Check(new Uri(source, location).ToString()).TryGet(out var next, out var error))
                    return error;
                source = next;
            }
            return Error.Invalid($"The address redirects more than {MostRedirects} times.");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return Error.Invalid($"{source} cannot be read: {exception.Message}");
        }
    }

    public void Dispose() => _client.Dispose();

    private bool IsAllowed(Uri uri) => options.DownloadHosts.Any(host =>
        host.Equals(string.Create(CultureInfo.InvariantCulture, $"{uri.Host}:{uri.Port}"), StringComparison.OrdinalIgnoreCase)
        || (host.Equals(uri.Host, StringComparison.OrdinalIgnoreCase) && UsualPorts.Contains(uri.Port)));
}
