using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Primitives;

namespace Naru.Agent.Instances.Virtual;

/// <summary>Commands to a running QEMU, by its machine protocol (docs/interop/qmp-spec of QEMU): a connection for each.</summary>
internal static class Qmp
{
    /// <summary>The error of a device that is not there, as the protocol has it.</summary>
    public const string NotFound = "DeviceNotFound";

    /// <summary>The error of a QEMU that does not answer.</summary>
    public const string Away = "MachineAway";

    /// <summary>How long an answer is waited for, where nothing is waited with it.</summary>
    public static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(2);

    /// <summary>The same for what must not be given up because the host is busy.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(15);

    /// <summary>What the command returns.</summary>
    /// <param name="socket">Where this QEMU listens.</param>
    /// <param name="patience">Null: <see cref="ShortPatience"/>.</param>
    public static Result<JsonElement> Execute(string socket, string command, JsonObject? arguments = null, TimeSpan? patience = null)
    {
        var milliseconds = (int)(patience ?? ShortPatience).TotalMilliseconds;
        try
        {
            using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = milliseconds, SendTimeout = milliseconds };
            connection.Connect(new UnixDomainSocketEndPoint(socket));
            using var stream = new NetworkStream(connection);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            // The greeting. Until it is answered, no other command is taken.
            reader.ReadLine();
            return Ask(stream, reader, "qmp_capabilities", null).Then(_ => Ask(stream, reader, command, arguments));
        }
        catch (Exception away) when (away is IOException or SocketException)
        {
            return new Error(ErrorKind.Unavailable, Away, $"QEMU does not answer at '{socket}': {away.Message}");
        }
    }

    private static Result<JsonElement> Ask(NetworkStream stream, StreamReader reader, string command, JsonObject? arguments)
    {
        var asked = new JsonObject { ["execute"] = command };
        if (arguments is not null)
            asked["arguments"] = arguments;
        stream.Write(Encoding.UTF8.GetBytes(asked.ToJsonString() + "\n"));
        while (reader.ReadLine() is { } line)
        {
            using var answer = JsonDocument.Parse(line);
            if (answer.RootElement.TryGetProperty("return", out var returned))
                return returned.Clone();
            if (answer.RootElement.TryGetProperty("error", out var error))
                return Error.Conflict(error.GetProperty("class").GetString() ?? "", $"QEMU refuses '{command}': {error.GetProperty("desc").GetString()}");
            // Else it tells of an event.
        }
        throw new IOException("it has closed the connection.");
    }
}
