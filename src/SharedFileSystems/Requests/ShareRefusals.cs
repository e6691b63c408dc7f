using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.SharedFileSystems.Requests;

/// <summary>Refusals as Manila writes them.</summary>
internal sealed class ShareRefusals : IRefusals
{
    public int StatusOf(Error error) => ManilaErrors.StatusOf(error);

    public Task WriteAsync(HttpContext http, Error error, int status) =>
        ApiEdge.WriteAsync(http, Reply.Json(writer => FaultDocument.Write(writer, error.Message, status), status));
}
