using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Rpc;

namespace Naru.Protocols.Ovsdb.Unixctl;

/// <summary>Gives commands to a daemon of Open vSwitch through its control socket, as <c>ovs-appctl</c> does: JSON-RPC 1.0 with one string as the answer.</summary>
public static class UnixctlClient
{
    private const long MostBytes = 16 << 20;

    /// <summary>Calls a command of a daemon that runs here.</summary>
    /// <param name="runDirectory">Where daemons keep <c>NAME.pid</c> and <c>NAME.PID.ctl</c>.</param>
    /// <returns>What it printed, or what it refused.</returns>
    public static async Task<Result<string>> CallAsync(
        string runDirectory, string daemon, string command, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        try
        {
            var pid = (await File.ReadAllTextAsync(Path.Combine(runDirectory, $"{daemon}.pid"), cancellation)).Trim();
            return await CallAsync(Path.Combine(runDirectory, $"{daemon}.{pid}.ctl"), command, arguments, cancellation);
        }
        catch (Exception failure) when (failure is IOException or SocketException or UnauthorizedAccessException)
        {
            return new Error(ErrorKind.Unavailable, "SwitchAway", $"{daemon} does not answer at its control socket: {failure.Message}");
        }
    }

    private static async Task<Result<string>> CallAsync(string path, string command, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Request(command, arguments), cancellation);
        var input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            var reply = await new JsonMessageReader(input, MostBytes).ReadAsync(cancellation);
            if (!reply.TryGet(out var document, out var error))
                return error;
            using (document)
                return Read(document.RootElement, command);
        }
        finally
        {
            await input.CompleteAsync();
        }
    }

    private static Result<string> Read(JsonElement reply, string command)
    {
        if (reply.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.String)
            return new Error(ErrorKind.Invalid, "CommandRefused", $"'{command}' was refused: {error.GetString()?.Trim()}");
        return reply.TryGetProperty("result", out var result) && result.ValueKind is JsonValueKind.String
            ? result.GetString() ?? ""
            : new Error(ErrorKind.Unavailable, "Malformed", $"The answer to '{command}' has neither a result nor an error.");
    }

    private static byte[] Request(string command, IReadOnlyList<string> arguments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", 0);
            writer.WriteString("method", command);
            writer.WriteStartArray("params");
            foreach (var argument in arguments)
                writer.WriteStringValue(argument);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
