using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>The database's errors under their own names (RFC 7047 §3.1, §5.2; ovsdb-server(7)), as <see cref="Error.Type"/>.</summary>
public static class OvsdbErrors
{
    public const string ConstraintViolation = "constraint violation";
    public const string ReferentialIntegrityViolation = "referential integrity violation";
    public const string TimedOut = "timed out";
    public const string Aborted = "aborted";
    public const string NotOwner = "not owner";
    public const string UnknownDatabase = "unknown database";
    public const string UnknownMethod = "unknown method";
    public const string Canceled = "canceled";

    /// <summary>Ours: the connection closed before the answer came. Whether the transaction happened is not known.</summary>
    public const string Disconnected = "disconnected";

    /// <summary>Ours: the peer answered something that is not OVSDB.</summary>
    public const string ProtocolViolation = "protocol violation";

    private static readonly Dictionary<string, ErrorKind> Kinds = new()
    {
        [ConstraintViolation] = ErrorKind.Conflict,
        [ReferentialIntegrityViolation] = ErrorKind.Conflict,
        [TimedOut] = ErrorKind.PreconditionFailed,
        [NotOwner] = ErrorKind.PreconditionFailed,
        [Aborted] = ErrorKind.Conflict,
        ["not allowed"] = ErrorKind.Conflict,
        ["permission error"] = ErrorKind.Forbidden,
        [UnknownDatabase] = ErrorKind.NotFound,
        ["unknown table"] = ErrorKind.NotFound,
        ["unknown column"] = ErrorKind.NotFound,
        [UnknownMethod] = ErrorKind.NotSupported,
        ["not supported"] = ErrorKind.NotSupported,
        ["resources exhausted"] = ErrorKind.Unavailable,
        ["I/O error"] = ErrorKind.Unavailable,
        ["not leader"] = ErrorKind.Unavailable,
        [Canceled] = ErrorKind.Unavailable,
        [Disconnected] = ErrorKind.Unavailable,
        [ProtocolViolation] = ErrorKind.Unavailable,
    };

    public static Error ConnectionClosed(string reason) => Named(Disconnected, $"The connection to the database closed: {reason}");

    internal static Error Malformed(string method, string expected) =>
        Named(ProtocolViolation, $"The database's reply to '{method}' is malformed: expected {expected}.");

    /// <summary>Reads an error: an object with <c>error</c> and <c>details</c>, or the bare name.</summary>
    internal static Error FromReply(JsonElement json, string subject)
    {
        if (Atom.TryReadText(json, out var bare))
            return Named(bare, $"{subject}: {bare}.");
        var (name, details) = (ProtocolViolation, "");
        if (json.ValueKind is JsonValueKind.Object)
        {
            if (json.TryGetProperty("error", out var error) && Atom.TryReadText(error, out var text))
                name = text;
            if (json.TryGetProperty("details", out var more) && Atom.TryReadText(more, out var words))
                details = words;
        }
        return Named(name, details.Length == 0 ? $"{subject}: {name}." : $"{subject}: {details}");
    }

    private static Error Named(string name, string message) => new(Kinds.GetValueOrDefault(name, ErrorKind.Invalid), name, message);
}
