using System.Net.WebSockets;
using System.Text;

namespace Naru.Lab.Specs;

/// <summary>A remote console, as a client of Nova's proxies has it.</summary>
internal sealed class ServerConsole : IDisposable
{
    private const int Longest = 64 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();

    private ServerConsole() => _socket.Options.AddSubProtocol("binary");

    public static async Task<ServerConsole> OpenAsync(string url)
    {
        var console = new ServerConsole();
        using var patience = new CancellationTokenSource(Patience);
        await console._socket.ConnectAsync(new Uri(url.Replace("http:", "ws:", StringComparison.Ordinal)), patience.Token);
        Assert.Equal("binary", console._socket.SubProtocol);
        return console;
    }

    /// <summary>What comes, up to a text.</summary>
    public async Task<string> UntilAsync(string text)
    {
        var seen = new StringBuilder();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (!seen.ToString().Contains(text, StringComparison.Ordinal))
                seen.Append(await NextAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Instead of '{text}' this came: {seen}");
        }
        return seen.ToString();
    }

    /// <summary>Nothing comes any more, and the other side says so.</summary>
    public async Task EndsAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (_socket.State is WebSocketState.Open)
            await NextAsync(patience.Token);
    }

    public Task TypeAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Binary, endOfMessage: true, default);

    public void Dispose() => _socket.Dispose();

    private async Task<string> NextAsync(CancellationToken cancellation)
    {
        var buffer = new byte[Longest];
        var received = await _socket.ReceiveAsync(buffer.AsMemory(), cancellation);
        return Encoding.Latin1.GetString(buffer.AsSpan(0, received.Count));
    }
}
