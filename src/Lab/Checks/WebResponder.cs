using Naru.Lab.Processes;

namespace Naru.Lab.Checks;

/// <summary>A small web server inside of an instance or host: one page tells the caller its own address, one is large.</summary>
internal static class WebResponder
{
    public const string SeenPath = "/cgi-bin/seen";
    public const string LargePath = "/large";

    /// <summary>Enough for many full-size frames in a row.</summary>
    public const int LargeBytes = 300_000;

    private const string Serve = """
        pages=/run/naru-web
        mkdir -p "$pages/cgi-bin"
        cat >"$pages/cgi-bin/seen" <<'END'
        #!/bin/sh
        printf 'Content-Type: text/plain\r\n\r\n%s\n' "$REMOTE_ADDR"
        END
        chmod 755 "$pages/cgi-bin/seen"
        [ -e "$pages/large" ] || head -c "$2" /dev/zero >"$pages/large"
        exec busybox httpd -f -p "0.0.0.0:$1" -h "$pages"
        """;

    public static async Task<BackgroundTool> StartAsync(LabShell shell, int port, CancellationToken cancellation)
    {
        var server = shell.Run(["timeout", "120", "sh", "-euc", Serve, "sh", $"{port}", $"{LargeBytes}"]);
        // It says nothing when it listens: asking is the only way to know.
        for (var end = DateTime.UtcNow + Probe.StartPatience; DateTime.UtcNow < end; await Task.Delay(10, cancellation))
        {
            if ((await shell.RunAsync(["nc", "-z", "127.0.0.1", $"{port}"], cancellation)).Succeeded)
                return server;
        }
        await server.DisposeAsync();
        throw new ToolFailedException($"No web server came up in '{shell.Name}' on port {port}: is another one running there?");
    }
}
