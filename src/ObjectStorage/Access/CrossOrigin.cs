using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;

namespace Naru.ObjectStorage.Access;

/// <summary>What a browser is told that shows a page of another origin (CORS): the metadata of a container say which origins may use it.</summary>
/// <remarks>An origin that may not is told nothing, and then the browser keeps the answer from the page.</remarks>
internal static class CrossOrigin
{
    public const string Methods = "HEAD, GET, PUT, POST, OPTIONS, DELETE, COPY";

    private const string Origins = "X-Container-Meta-Access-Control-Allow-Origin";
    private const string Exposed = "X-Container-Meta-Access-Control-Expose-Headers";
    private const string MaxAge = "X-Container-Meta-Access-Control-Max-Age";
    private const string Anyone = "*";

    private static readonly string[] AlwaysExposed =
    [
        "cache-control", "content-language", "content-type", "expires", "last-modified", "pragma", "etag", "x-timestamp", "x-trans-id", "x-openstack-request-id",
    ];

    /// <summary>Answers the question that precedes a request, or one for the methods alone.</summary>
    public static Task AnswerAsync(StorageRequest request, Container? container)
    {
        var response = request.Http.Response;
        response.Headers.Allow = Methods;
        if (OriginOf(request) is not { } origin || request.Path.IsAccount)
            return request.Http.EmptyAsync(StatusCodes.Status200OK);
        if (!Allows(container, origin) || !Words(Methods, ',').Contains(request.Header("Access-Control-Request-Method")))
            return request.Http.EmptyAsync(StatusCodes.Status401Unauthorized);
        AllowOrigin(response, container, origin);
        response.Headers.AccessControlAllowMethods = Methods;
        if (container!.Headers[MaxAge] is { } seconds) // An origin is allowed by a container.
            response.Headers.AccessControlMaxAge = seconds;
        if (request.Header("Access-Control-Request-Headers") is { Length: > 0 } wanted)
        {
            response.Headers.AccessControlAllowHeaders = wanted;
            response.Headers.Append("Vary", "Access-Control-Request-Headers");
        }
        return request.Http.EmptyAsync(StatusCodes.Status200OK);
    }

    /// <summary>Lets the page see the answer, whatever it is going to be.</summary>
    public static void Admit(StorageRequest request, Container? container)
    {
        if (OriginOf(request) is not { } origin || request.Path.IsAccount || !Allows(container, origin))
            return;
        request.Http.Response.OnStarting(() =>
        {
            var response = request.Http.Response;
            var exposed = AlwaysExposed
                .Concat(response.Headers.Keys.Where(name => name.StartsWith("X-Container-Meta-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Object-Meta-", StringComparison.OrdinalIgnoreCase)))
                .Concat(Words(container?.Headers[Exposed], ' '));
            response.Headers.AccessControlExposeHeaders = string.Join(", ", exposed.Select(name => name.ToLowerInvariant()).Distinct());
            AllowOrigin(response, container, origin);
            return Task.CompletedTask;
        });
    }

    private static string? OriginOf(StorageRequest request) => request.Header("Origin") is { Length: > 0 } origin ? origin : null;

    private static bool Allows(Container? container, string origin) => Words(container?.Headers[Origins], ' ') is var allowed && (allowed.Contains(origin) || allowed.Contains(Anyone));

    private static void AllowOrigin(HttpResponse response, Container? container, string origin)
    {
        var isForAnyone = container?.Headers[Origins]?.Trim() == Anyone;
        response.Headers.AccessControlAllowOrigin = isForAnyone ? Anyone : origin;
        if (!isForAnyone)
            response.Headers.Append("Vary", "Origin");
    }

    private static string[] Words(string? text, char separator) => (text ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
