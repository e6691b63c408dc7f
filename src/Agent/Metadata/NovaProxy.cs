using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>Passes requests on to Nova, saying which instance they come from in the headers that Neutron's agent uses.</summary>
internal sealed class NovaProxy(NovaMetadata nova, ILogger log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Those of one connection only (RFC 9110 §7.6.1), those that say who asks, and what HttpClient sets itself.
    private static readonly HashSet<string> NotPassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host",
        "X-Forwarded-For", "X-Instance-ID", "X-Tenant-ID", "X-Instance-ID-Signature",
    };

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = Patience,
    };

    public async Task ProxyAsync(HttpContext context, InstanceMetadata instance, IpAddress source)
    {
        var request = context.Request;
        using var onward = new HttpRequestMessage(
            new HttpMethod(request.Method), new Uri(nova.Address, request.Path.ToUriComponent() + request.QueryString.ToUriComponent()));
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
            onward.Content = new StreamContent(request.Body);
        foreach (var (name, values) in request.Headers)
        {
            if (!NotPassedOn.Contains(name) && !onward.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                onward.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        onward.Headers.Add("X-Forwarded-For", source.ToString());
        onward.Headers.Add("X-Instance-ID", instance.InstanceId);
        onward.Headers.Add("X-Tenant-ID", instance.ProjectId);
        onward.Headers.Add("X-Instance-ID-Signature", Sign(instance.InstanceId));
        try
        {
            using var answer = await _client.SendAsync(onward, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            {
                if (!NotPassedOn.Contains(name))
                    context.Response.Headers[name] = new StringValues([.. values]);
            }
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !context.Response.HasStarted)
        {
            log.MetadataUpstreamFailed(nova.Address, failure.Message);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
    }

    public void Dispose() => _client.Dispose();

    private string Sign(string instanceId) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(nova.SharedSecret), Encoding.UTF8.GetBytes(instanceId)));
}
