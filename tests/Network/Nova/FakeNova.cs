using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Naru.Network.Nova;

/// <summary>A Keystone whose catalog names a Nova, and that Nova: it writes down what it is told.</summary>
internal sealed class FakeNova : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    private FakeNova(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>The answers to the next batches, before all that are good.</summary>
    public ConcurrentQueue<int> Refusals { get; } = new();

    public int Logins { get; private set; }

    public static async Task<FakeNova> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var nova = new FakeNova(builder.Build());
        nova._app.MapPost("/v3/auth/tokens", nova.LogInAsync);
        nova._app.MapPost("/v2.1/os-server-external-events", nova.HearAsync);
        await nova._app.StartAsync();
        return nova;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The next event that Nova accepted, as <c>name server port status</c>.</summary>
    public ValueTask<string> NextAsync() => _told.Reader.ReadAsync();

    public bool HeardMore => _told.Reader.Count > 0;

    private async Task LogInAsync(HttpContext context)
    {
        Logins++;
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers["X-Subject-Token"] = $"token-{Logins}";
        await context.Response.WriteAsync(
            $$"""
            {"token":{"expires_at":"{{DateTimeOffset.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ss.ffffffZ}}","catalog":[
              {"type":"network","endpoints":[]},
              {"type":"compute","endpoints":[
                {"interface":"public","region":"RegionOne","url":"http://127.0.0.1:1/"},
                {"interface":"internal","region":"RegionTwo","url":"http://127.0.0.1:1/"},
                {"interface":"internal","region":"RegionOne","url":"{{Address}}v2.1"}]}]} }
            """);
    }

    private async Task HearAsync(HttpContext context)
    {
        if (Refusals.TryDequeue(out var status))
        {
            context.Response.StatusCode = status;
            return;
        }
        Assert.Equal($"token-{Logins}", context.Request.Headers["X-Auth-Token"].ToString());
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        foreach (var one in body.RootElement.GetProperty("events").EnumerateArray())
        {
            var state = one.TryGetProperty("status", out var text) ? text.GetString() : "-";
            _told.Writer.TryWrite($"{one.GetProperty("name")} {one.GetProperty("server_uuid")} {one.GetProperty("tag")} {state}");
        }
        await context.Response.WriteAsync("""{"events":[]}""");
    }
}
