using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Naru.Rest.Endpoints;

/// <summary>A successful answer: a status, and what writes the body (null: no body).</summary>
public sealed record Reply(int Status, Action<Utf8JsonWriter>? Body)
{
    public static readonly Reply NoContent = new(StatusCodes.Status204NoContent, null);

    /// <summary>Header lines besides the standard ones.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static Reply Json(Action<Utf8JsonWriter> body, int status = StatusCodes.Status200OK) => new(status, body);
}
