using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Walk.Endpoints;

/// <summary><c>GET /networking/v2.0/history</c>: what changed, when, and by which request. For administrators.</summary>
/// <remarks>
/// <c>from</c> and <c>to</c> are revisions, both included; by default the newest <see cref="Newest"/>. What changed of a document are
/// its fields, before and after. Documents of the Identity service are named without their fields: they hold secrets.
/// </remarks>
internal static class HistoryEndpoints
{
    private const string Rule = "get_history";
    private const int Newest = 50;

    /// <summary>A larger answer would keep the server busy for seconds.</summary>
    private const int Most = 1000;

    public static void MapHistory(this IEndpointRouteBuilder routes, Api api)
    {
        api.Policies.Default(Rule, Rules.AdminOnly);
        api.Map(routes, HttpMethods.Get, "history", request => HistoryAsync(api, request));
    }

    private static async ValueTask<Result<Reply>> HistoryAsync(Api api, ApiRequest request)
    {
        if (!api.Policies.Allows(Rule, request.Caller, new PathTarget("project_id", request.Caller.ProjectId)))
            return Error.Forbidden("PolicyNotAuthorized", $"rule:{Rule} is disallowed by policy");
        var current = request.State.Revision;
        if (!Revision(request, "to", current).TryGet(out var to, out var error)
            || !Revision(request, "from", Math.Max(1, to - Newest + 1)).TryGet(out var from, out error))
        {
            return error;
        }
        if (from > to || to - from >= Most)
            return new Error(ErrorKind.Invalid, "HTTPBadRequest", $"Invalid input for from. Reason: expected a revision from {Math.Max(1, to - Most + 1)} to {to}.");
        var commits = new List<PastCommit>();
        await foreach (var commit in api.Store.HistoryAsync(from, to, request.Http.RequestAborted))
            commits.Add(commit);
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("revision", current);
            writer.WriteStartArray("history");
            foreach (var commit in commits)
                Write(writer, commit);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static Result<long> Revision(ApiRequest request, string name, long otherwise)
    {
        if (request.Http.Request.Query[name].FirstOrDefault() is not { } text)
            return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) && revision <= request.State.Revision
            ? revision
            : new Error(ErrorKind.Invalid, "HTTPBadRequest", $"Invalid input for {name}. Reason: expected a revision up to {request.State.Revision}.");
    }

    private static void Write(Utf8JsonWriter writer, PastCommit commit)
    {
        writer.WriteStartObject();
        writer.WriteNumber("revision", commit.Revision);
        writer.WriteString("time", commit.Time);
        writer.WriteString("request_id", commit.RequestId);
        writer.WriteString("actor", commit.Actor);
        writer.WriteStartArray("changes");
        foreach (var change in commit.Changes)
        {
            writer.WriteStartObject();
            writer.WriteString("table", change.Table.Name);
            writer.WriteString("id", change.Id);
            writer.WriteString("change", (change.Before, change.After) switch { (null, _) => "created", (_, null) => "deleted", _ => "updated" });
            writer.WriteStartArray("fields");
            if (HistoryTables.Shown.Contains(change.Table.Name))
                WriteFields(writer, change.Table.ToJson(change.Before), change.Table.ToJson(change.After));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, JsonObject? before, JsonObject? after)
    {
        var names = (before ?? []).Concat(after ?? []).Select(pair => pair.Key).Distinct();
        foreach (var name in names)
        {
            var (old, now) = (before?[name], after?[name]);
            if (JsonNode.DeepEquals(old, now))
                continue;
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WritePropertyName("before");
            WriteValue(writer, old);
            writer.WritePropertyName("after");
            WriteValue(writer, now);
            writer.WriteEndObject();
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonNode? value)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            value.WriteTo(writer);
    }
}
