using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Rest.Style;

/// <summary>Refusals as a <see cref="FaultDocument"/>. One for want of quota says when to try again: at once, for nobody knows when there will be more.</summary>
/// <remarks>So do Cinder and Manila (<c>exception.py</c>: <c>QuotaError</c> has <c>headers = {'Retry-After': '0'}</c>).</remarks>
public sealed class FaultRefusals(Func<Error, int> statusOf) : IRefusals
{
    private const string AtOnce = "0";

    public int StatusOf(Error error) => statusOf(error);

    public Task WriteAsync(HttpContext http, Error error, int status)
    {
        var retryAfter = status == StatusCodes.Status413PayloadTooLarge ? AtOnce : null;
        if (retryAfter is not null)
            http.Response.Headers.RetryAfter = retryAfter;
        return ApiEdge.WriteAsync(http, Reply.Json(writer => FaultDocument.Write(writer, error.Message, status, retryAfter), status));
    }
}
