using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Compute.Consoles;

/// <summary><c>/compute/consoles/{kind}?token=…</c>: a WebSocket that carries the octets of a console; for who comes with a browser, a page that shows the screen or the terminal.</summary>
internal sealed class ConsoleProxy(Store store, ConsoleTickets tickets, HostConsoles hosts, IHostApplicationLifetime server)
{
    /// <summary>The subprotocol that clients of Nova's proxies ask for.</summary>
    private const string Binary = "binary";

    private const int BufferLength = 16 << 10;

    /// <summary>For so long the other side may take to say goodbye as well.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    public void Map(IEndpointRouteBuilder routes)
    {
        var pipeline = routes.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(AnswerAsync);
        routes.MapGet($"{ComputeRegistration.Root}/consoles/{{kind}}", pipeline.Build());
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (tickets.Find(http.Request.Query["token"].ToString()) is not { } id || store.Current.In(ComputeTables.Servers).Find(id) is not { Host.Length: > 0 } instance)
            await RefuseAsync(http, StatusCodes.Status404NotFound, "The token is unknown, or it is over: ask for another console.");
        else if (http.WebSockets.IsWebSocketRequest)
            await ConnectAsync(http, instance.Host, id);
        else if (http.GetRouteValue("kind") is ConsoleKinds.Vnc or ConsoleKinds.Serial)
            await ShowAsync(http, $"{http.GetRouteValue("kind")}.html");
        else
            await RefuseAsync(http, StatusCodes.Status404NotFound, $"There are consoles of the kinds {ConsoleKinds.Vnc} and {ConsoleKinds.Serial} only.");
    }

    private async Task ConnectAsync(HttpContext http, string host, string id)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, server.ApplicationStopping);
        if (!(await hosts.OpenAsync(host, id, ended.Token)).TryGet(out var console, out var error))
        {
            await RefuseAsync(http, StatusCodes.Status409Conflict, error.Message);
            return;
        }
        using (console)
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync(http.WebSockets.WebSocketRequestedProtocols.Contains(Binary) ? Binary : null);
            try
            {
                var typing = TypeAsync(socket, console, ended.Token);
                await Task.WhenAny(SayAsync(console, socket, ended.Token), typing);
                if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                // Who gives up reading resets the connection, and that would overtake the goodbye.
                await Task.WhenAny(typing, Task.Delay(Goodbye, ended.Token));
            }
            catch (WebSocketException)
            {
                // Who looked is gone.
            }
            await ended.CancelAsync();
        }
    }

    private static async Task SayAsync(HostConsole console, WebSocket socket, CancellationToken cancellation)
    {
        while (await console.ReadAsync(cancellation) is { IsEmpty: false } octets)
            await socket.SendAsync(octets, WebSocketMessageType.Binary, endOfMessage: true, cancellation);
    }

    private static async Task TypeAsync(WebSocket socket, HostConsole console, CancellationToken cancellation)
    {
        while (true)
        {
            var buffer = new byte[BufferLength];
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            if (received.MessageType is WebSocketMessageType.Close)
                return;
            await console.WriteAsync(buffer.AsMemory(0, received.Count), cancellation);
        }
    }

    private static async Task ShowAsync(HttpContext http, string name)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        // It needs nothing but itself and the connection back, and its address is a secret.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self' ws: wss:";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        await using var page = typeof(ConsoleProxy).Assembly.GetManifestResourceStream(name)!;
        await page.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext http, int status, string reason)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"{reason}\n"), http.RequestAborted).AsTask();
    }
}
