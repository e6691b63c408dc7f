using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;

namespace Naru.ObjectStorage.Websites;

/// <summary>What makes a container a web site (<c>X-Container-Meta-Web-…</c>).</summary>
/// <param name="Index">The name of the page of each directory.</param>
/// <param name="Error">What follows the status in the names of error pages: <c>404error.html</c>.</param>
/// <param name="ListsFiles">Whether directories without a page are listed.</param>
internal sealed record WebSettings(string? Index, string? Error, bool ListsFiles, string? StyleSheet)
{
    /// <summary>Null when the container is no web site.</summary>
    public static WebSettings? Of(Container container)
    {
        var headers = container.Headers;
        var settings = new WebSettings(
            headers["X-Container-Meta-Web-Index"], headers["X-Container-Meta-Web-Error"],
            StorageRequest.IsTrue(headers["X-Container-Meta-Web-Listings"]), headers["X-Container-Meta-Web-Listings-Css"]);
        return settings is { Index: null, Error: null, ListsFiles: false } ? null : settings;
    }
}
