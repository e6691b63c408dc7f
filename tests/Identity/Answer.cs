using System.Net;
using System.Text.Json.Nodes;

namespace Naru.Identity;

public sealed record Answer(HttpStatusCode Status, JsonNode? Body)
{
    public string? ErrorMessage => Body?["error"]?["message"]?.GetValue<string>();
}
