using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.BlockStorage.Requests;

/// <summary>Refusals as Cinder writes them.</summary>
internal sealed class VolumeRefusals : IRefusals
{
    private const string AtOnce = "0";

    public int StatusOf(Error error) => CinderErrors.StatusOf(error);

    public Task WriteAsync(HttpContext http, Error error, int status)
    {
        var retryAfter = status == StatusCodes.Status413PayloadTooLarge ? AtOnce : null;
        if (retryAfter is not null)
            http.Response.Headers.RetryAfter = retryAfter;
        return ApiEdge.WriteAsync(http, Reply.Json(writer => FaultDocument.Write(writer, error.Message, status, retryAfter), status));
    }
}
