using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Parsing;
using Naru.Rest.Policy;
using Naru.State;
using Naru.Walk.Invariants;
using Naru.Walk.Reach;

namespace Naru.Walk.Endpoints;

/// <summary><c>POST /networking/v2.0/verify</c>: what calls of the API would open and close, without making them.</summary>
/// <remarks>The calls obey the rules and policies that hold for the caller; one that would be refused is refused here, too, with its own error.</remarks>
internal static class VerifyEndpoints
{
    private const string Rule = "create_verify";
    private const int MostCalls = 1000;

    /// <summary>How many pairs are listed unless more are asked for; all are counted.</summary>
    private const int UsualLimit = 1000;

    public static void MapVerify(this IEndpointRouteBuilder routes, Api api)
    {
        api.Policies.Default(Rule, Rules.ReaderOrAdmin);
        api.Map(routes, HttpMethods.Post, "verify", request => VerifyAsync(api, request));
    }

    private static async ValueTask<Result<Reply>> VerifyAsync(Api api, ApiRequest request)
    {
        var caller = request.Caller;
        if (!api.Policies.Allows(Rule, caller, new PathTarget("project_id", caller.ProjectId)))
            return Error.Forbidden("PolicyNotAuthorized", $"rule:{Rule} is disallowed by policy");
        if (!(await request.BodyAsync()).TryGet(out var body, out var error)
            || !ResourceParser.Unwrap(body, "verify").TryGet(out var json, out error)
            || !ReadCalls(api, json).TryGet(out var calls, out error)
            || !ReadLimit(json).TryGet(out var limit, out error)
            || !Compare(api.Store, request.Write, caller, calls).TryGet(out var found, out error))
        {
            return error;
        }
        var (difference, breaches, revision) = found;
        return Answer(difference, breaches, revision, limit);
    }

    private static Result<List<ProposedCall>> ReadCalls(Api api, JsonElement json)
    {
        if (!json.TryGetProperty("calls", out var list) || list.ValueKind is not JsonValueKind.Array || list.GetArrayLength() is 0 or > MostCalls)
            return new Error(ErrorKind.Invalid, "HTTPBadRequest", $"Invalid input for calls. Reason: expected a list of 1 to {MostCalls} calls.");
        var calls = new List<ProposedCall>();
        foreach (var item in list.EnumerateArray())
        {
            if (!ProposedCall.Read(api, item).TryGet(out var call, out var error))
                return error;
            calls.Add(call);
        }
        return calls;
    }

    private static Result<int> ReadLimit(JsonElement json)
    {
        if (!json.TryGetProperty("limit", out var limit))
            return UsualLimit;
        return limit.ValueKind is JsonValueKind.Number && limit.TryGetInt32(out var number) && number is >= 0 and <= ReachEnds.MostPairs
            ? number
            : new Error(ErrorKind.Invalid, "HTTPBadRequest", $"Invalid input for limit. Reason: expected a number from 0 to {ReachEnds.MostPairs}.");
    }

    private static Result<(ReachDifference Difference, IReadOnlyList<Breach> Breaches, long Revision)> Compare(Store store, WriteContext context, Caller caller, List<ProposedCall> calls)
    {
        while (true)
        {
            var before = store.Current;
            var isCurrent = true;
            var result = store.DryRun(context, Result<(ReachDifference Difference, IReadOnlyList<Breach> Breaches)> (state) =>
            {
                // Another write may have come between: then it is asked again.
                if (state.Revision != before.Revision)
                {
                    isCurrent = false;
                    return (ReachDifference.Nothing, []);
                }
                foreach (var call in calls)
                {
                    if (call.Apply(state, caller).Error is { } error)
                        return error;
                }
                var difference = ReachDifference.Of(before, state, state.Changes, port => caller.IsAdmin || port.ProjectId == caller.ProjectId);
                return (difference, ReachGuard.Breaches(before, state).ToList());
            }, out _);
            if (isCurrent)
                return result.Map(found => (found.Difference, found.Breaches, before.Revision));
        }
    }

    private static Reply Answer(ReachDifference difference, IReadOnlyList<Breach> breaches, long revision, int limit) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("verify");
        writer.WriteNumber("revision", revision);
        WriteChanges(writer, "gained", difference.Gained, limit);
        WriteChanges(writer, "lost", difference.Lost, limit);
        writer.WriteStartArray("not_modelled");
        foreach (var pair in difference.NotModelled.Take(limit))
            ReachJson.WritePair(writer, pair);
        writer.WriteEndArray();
        writer.WriteNumber("not_modelled_pairs", difference.NotModelled.Count);
        writer.WriteStartArray("broken_invariants");
        foreach (var breach in breaches)
            writer.WriteStringValue(breach.Text);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void WriteChanges(Utf8JsonWriter writer, string name, ReachChanges changes, int limit)
    {
        writer.WriteStartArray(name);
        foreach (var change in changes.Take(limit))
            ReachJson.WriteChange(writer, change);
        writer.WriteEndArray();
        writer.WriteNumber($"{name}_pairs", changes.Count);
        writer.WriteStartArray($"{name}_services");
        foreach (var (services, pairs, example) in changes.Kinds)
            ReachJson.WriteKind(writer, services, pairs, example);
        writer.WriteEndArray();
    }
}
