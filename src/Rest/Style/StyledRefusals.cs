using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Rest.Style;

/// <summary>Refusals by the error document of an API's style.</summary>
internal sealed class StyledRefusals(IErrorDocument errors) : IRefusals
{
    public int StatusOf(Error error) => errors.StatusCode(error.Kind);

    public Task WriteAsync(HttpContext http, Error error, int status) =>
        ApiEdge.WriteAsync(http, Reply.Json(writer => errors.Write(writer, error, status), status));
}
