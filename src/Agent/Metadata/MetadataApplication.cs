using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>Finds out who asks, and answers from the directory or by Nova.</summary>
internal sealed class MetadataApplication(IInstanceDirectory directory, NovaProxy? nova, ILogger log) : IHttpApplication<HttpContext>
{
    /// <summary>As in Nova: four pieces of 255 octets.</summary>
    private const int LongestPassword = 4 * 255;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        // Set by the listener that the connection came in on.
        var scope = context.Features.GetRequiredFeature<MetadataScope>();
        if (context.Connection.RemoteIpAddress is not { } remote)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var source = IpAddress.From(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote);
        if (await directory.FindAsync(scope, source, context.RequestAborted) is not { } instance)
        {
            log.MetadataUnknownSource(scope, source);
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"No instance of {scope} has the address {source}.");
            return;
        }
        if (nova is not null)
            await nova.ProxyAsync(context, instance, source);
        else if (HttpMethods.IsPost(context.Request.Method) && MetadataDocuments.IsPassword(context.Request.Path))
            await KeepPasswordAsync(context, instance);
        else if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, $"Metadata is read by GET, not by {context.Request.Method}.");
        else if (MetadataDocuments.Find(instance, source, context.Request.Path) is { } document)
            await SendAsync(context, document);
        else
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no {context.Request.Path}.");
        log.MetadataAnswered(scope, context.Request.Method, context.Request.Path, source, instance.InstanceId, context.Response.StatusCode);
    }

    private async Task KeepPasswordAsync(HttpContext context, InstanceMetadata instance)
    {
        var octets = new byte[LongestPassword + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(octets, octets.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LongestPassword)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, $"A password has at most {LongestPassword} octets.");
            return;
        }
        var kept = await directory.KeepPasswordAsync(instance.InstanceId, octets[..length], context.RequestAborted);
        if (kept.Error is { } refused)
            await RefuseAsync(context, refused.Kind is ErrorKind.Conflict ? StatusCodes.Status409Conflict : StatusCodes.Status503ServiceUnavailable, refused.Message);
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return SendAsync(context, MetadataDocument.Text(why));
    }

    private static async Task SendAsync(HttpContext context, MetadataDocument document)
    {
        context.Response.ContentType = document.ContentType;
        context.Response.ContentLength = document.Content.Count;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(document.Content.Items.AsMemory(), context.RequestAborted);
    }
}
