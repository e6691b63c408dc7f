using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Rest.Keystone;

namespace Naru.Network.Nova;

/// <summary>Sends events to Nova.</summary>
internal sealed class NovaClient(NovaOptions options, KeystoneSession keystone, ILogger log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Patience,
    };

    /// <summary>Sends a batch once.</summary>
    /// <returns>An error of kind <see cref="ErrorKind.Unavailable"/> when sending it again may help; success also when Nova refuses it.</returns>
    public async Task<Result<Done>> SendAsync(IReadOnlyList<NovaEvent> events, CancellationToken cancellation)
    {
        if (!(await keystone.TokenAsync(cancellation)).TryGet(out var token, out var error))
            return error;
        if ((options.Url ?? token.Endpoint("compute", keystone.Options.Interface, keystone.Options.Region)) is not { } nova)
        {
            keystone.Forget(token);
            return Unavailable($"the catalog has no {keystone.Options.Interface} endpoint of a service 'compute'");
        }
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{nova.ToString().TrimEnd('/')}/os-server-external-events"));
            request.Headers.TryAddWithoutValidation("X-Auth-Token", token.Text);
            request.Content = new ReadOnlyMemoryContent(Body(events));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _http.SendAsync(request, cancellation);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.OK or HttpStatusCode.MultiStatus:
                    using (var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), default, cancellation))
                        Report(body.RootElement);
                    return Done.Ok;
                case HttpStatusCode.Unauthorized:
                    keystone.Forget(token);
                    return Unavailable("it does not accept the token");
                case >= HttpStatusCode.InternalServerError:
                    return Unavailable($"it answered {(int)answer.StatusCode}");
                default:
                    // 404: none of the instances is known there, or not yet; saying it again would not change that.
                    log.NovaRefused(events.Count, (int)answer.StatusCode);
                    return Done.Ok;
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or IOException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Unavailable(failure.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    private void Report(JsonElement body)
    {
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("events", out var events) || events.ValueKind is not JsonValueKind.Array)
            return;
        foreach (var sent in events.EnumerateArray())
        {
            if (sent.TryGetProperty("code", out var code) && code.TryGetInt32(out var status) && status != (int)HttpStatusCode.OK)
                log.NovaEventRefused(Text(sent, "name"), Text(sent, "server_uuid"), Text(sent, "tag"), status);
        }
    }

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.ToString() : "";

    private static ReadOnlyMemory<byte> Body(IReadOnlyList<NovaEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("events");
        foreach (var one in events)
        {
            writer.WriteStartObject();
            writer.WriteString("name", one.Name);
            writer.WriteString("server_uuid", one.Server);
            writer.WriteString("tag", one.Tag);
            if (one.Status is not null)
                writer.WriteString("status", one.Status);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static Error Unavailable(string reason) => new(ErrorKind.Unavailable, "NovaUnavailable", reason);
}
