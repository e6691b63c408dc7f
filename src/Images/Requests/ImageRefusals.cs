using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Images.Requests;

/// <summary>Refusals as Glance writes them: a page of HTML.</summary>
internal sealed class ImageRefusals : IRefusals
{
    public int StatusOf(Error error) => GlanceErrors.StatusOf(error);

    public async Task WriteAsync(HttpContext http, Error error, int status)
    {
        // A body that was refused unread may be longer than what is worth reading.
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } && status is StatusCodes.Status413PayloadTooLarge)
            http.Response.Headers.Connection = "close";
        var title = $"{status} {ReasonPhrases.GetReasonPhrase(status)}";
        var page = Encoding.UTF8.GetBytes(
            $"<html>\n <head>\n  <title>{title}</title>\n </head>\n <body>\n  <h1>{title}</h1>\n  {HtmlEncoder.Default.Encode(error.Message)}<br /><br />\n </body>\n</html>");
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=UTF-8";
        http.Response.ContentLength = page.Length;
        await http.Response.Body.WriteAsync(page, http.RequestAborted);
    }
}
