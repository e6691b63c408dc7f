using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.ObjectStorage.Requests;

/// <summary>How this API answers: refusals are small HTML pages, successes mostly headers.</summary>
internal static class Answers
{
    public static Task EmptyAsync(this HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        if (status is not StatusCodes.Status204NoContent and not StatusCodes.Status304NotModified)
            http.Response.ContentLength = 0;
        http.Response.ContentType ??= "text/html; charset=UTF-8";
        return Task.CompletedTask;
    }

    public static Task RefuseAsync(this HttpContext http, Error error, string realm = "unknown")
    {
        var status = SwiftErrors.StatusOf(error);
        if (status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = $"Swift realm=\"{Uri.EscapeDataString(realm)}\"";
        return http.TextAsync(status, "text/html; charset=UTF-8", $"<html><h1>{error.Type}</h1><p>{Escape(error.Message)}</p></html>");
    }

    public static async Task TextAsync(this HttpContext http, int status, string contentType, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    public static void Set(this HttpResponse response, string name, string value) => response.Headers[name] = value;

    public static void Set(this HttpResponse response, string name, long value) => response.Headers[name] = value.ToString(CultureInfo.InvariantCulture);

    public static void SetAll(this HttpResponse response, IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers)
            response.Headers[name] = value;
    }

    public static void SetLastModified(this HttpResponse response, Timestamp modified)
    {
        response.Headers.LastModified = modified.ToHttpDate().ToString("R", CultureInfo.InvariantCulture);
        response.Set("X-Timestamp", modified.ToString());
    }

    /// <summary>Text for HTML and XML.</summary>
    public static string Escape(string text) => System.Security.SecurityElement.Escape(text) ?? "";
}
