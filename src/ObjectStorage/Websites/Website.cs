using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Listings;
using Naru.ObjectStorage.Objects;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Websites;

/// <summary>Containers as web sites (Swift's staticweb): index pages, listings and error pages for browsers, which bring no token.</summary>
internal sealed class Website(ObjectIndex index, ObjectFinder finder, ObjectOpener opener)
{
    /// <summary>Whether the request is a browser's for a container that is a web site.</summary>
    public bool Serves(StorageRequest request, Container container) =>
        request.Method is "GET" or "HEAD" && IsBrowsing(request) && WebSettings.Of(container) is not null;

    /// <summary>Answers instead of an error where the web site has something to show.</summary>
    public async Task<bool> AnswersAsync(StorageRequest request, Error error)
    {
        var container = index.Read(reader => reader.Find(request.Path)).Container;
        if (container is null || !Serves(request, container) || error.Kind is not (ErrorKind.NotFound or ErrorKind.Unauthenticated or ErrorKind.Forbidden))
            return false;
        var settings = WebSettings.Of(container)!;
        var mayRead = finder.Container(request, request.Path, Need.Read).Succeeded;
        return (mayRead && await ShowAsync(request, container, settings)) || await ShowErrorAsync(request, settings, error);
    }

    private static bool IsBrowsing(StorageRequest request) => request.Caller is null || StorageRequest.IsTrue(request.Header("X-Web-Mode"));

    private async Task<bool> ShowAsync(StorageRequest request, Container container, WebSettings settings)
    {
        var url = request.Http.Request.Path.Value ?? "";
        var directory = request.Path.Object;
        if (!url.EndsWith('/'))
        {
            var leads = request.Path.IsContainer
                || (settings.Index is { } page && IsThere(request, $"{directory}/{page}"))
                || (settings.ListsFiles && HasFiles(container, $"{directory}/"));
            if (leads)
                request.Http.Response.Redirect(Uri.EscapeDataString(url).Replace("%2F", "/", StringComparison.Ordinal) + "/", permanent: true);
            return leads;
        }
        if (settings.Index is { } name && await ShowPageAsync(request, directory + name, StatusCodes.Status200OK))
            return true;
        if (!settings.ListsFiles || !finder.Container(request, request.Path with { Object = "" }, Need.Read).Succeeded || !(request.Path.IsContainer || HasFiles(container, directory)))
            return false;
        await request.Http.TextAsync(StatusCodes.Status200OK, "text/html; charset=UTF-8", DirectoryPage.Write(request, container, settings, Files(container, directory)));
        return true;
    }

    private async Task<bool> ShowErrorAsync(StorageRequest request, WebSettings settings, Error error) =>
        settings.Error is { } name && await ShowPageAsync(request, $"{SwiftErrors.StatusOf(error)}{name}", SwiftErrors.StatusOf(error));

    private async Task<bool> ShowPageAsync(StorageRequest request, string name, int status)
    {
        // An error page is shown also to those who may not read: that is what it is for.
        var asker = status == StatusCodes.Status200OK ? request : request with { IsSigned = true };
        if (!finder.Find(asker, request.Path with { Object = name }, follows: true).TryGet(out var found, out _)
            || !(await opener.OpenAsync(asker, found, wantsManifest: false)).TryGet(out var opened, out _))
        {
            return false;
        }
        await ObjectAnswer.WriteAsync(request, found, opened, status);
        return true;
    }

    private bool IsThere(StorageRequest request, string name) => finder.Find(request, request.Path with { Object = name }, follows: true).Succeeded;

    private bool HasFiles(Container container, string directory) => Files(container, directory, limit: 1).Count > 0;

    private IReadOnlyList<ListingEntry<StoredObject>> Files(Container container, string directory, int limit = Limits.ListingLength) => Listing.Collect(
        new ListingQuery("", "", directory, "/", limit, Reverse: false), item => item.Name,
        (range, count) => index.Read(reader => reader.Objects(container.Id, range, count)));
}
