using System.Globalization;
using Microsoft.AspNetCore.Http;
using Naru.Rest;

namespace Naru.ObjectStorage.Requests;

/// <summary>A request whose path is read and whose caller is known.</summary>
/// <param name="Caller">Null: nobody in particular.</param>
internal sealed record StorageRequest(HttpContext Http, StoragePath Path, Caller? Caller)
{
    /// <summary>Permission that comes from a signed URL, for just this object and method.</summary>
    public bool IsSigned { get; init; }

    public string Method => Http.Request.Method;

    public CancellationToken Cancellation => Http.RequestAborted;

    public bool IsHead => HttpMethods.IsHead(Method);

    /// <summary>A header line, null when absent.</summary>
    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>A query parameter, null when absent.</summary>
    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public bool HasQuery(string name) => Http.Request.Query.ContainsKey(name);

    public bool HasBody => Http.Request.ContentLength is > 0 || Http.Request.Headers.TransferEncoding.Contains("chunked");

    public static bool IsTrue(string? value) =>
        value?.ToLower(CultureInfo.InvariantCulture) is "true" or "1" or "yes" or "on" or "t" or "y";
}
