using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.Rest.Endpoints;

/// <summary>How an API refuses: the status of each error, and the document that says it.</summary>
public interface IRefusals
{
    int StatusOf(Error error);

    /// <summary>Writes the whole answer.</summary>
    Task WriteAsync(HttpContext http, Error error, int status);
}
