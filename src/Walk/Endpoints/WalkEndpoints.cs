using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Parsing;
using Naru.Rest.Policy;
using Naru.State;
using Naru.Walk.Invariants;
using Naru.Walk.Observing;
using Naru.Walk.Switching;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Walk.Endpoints;

/// <summary><c>POST /networking/v2.0/walk</c>: the way of a packet between what the caller names.</summary>
public static class WalkEndpoints
{
    private const string Rule = "create_walk";
    private const string ObserveRule = "create_walk:observe";

    public static void MapWalk(this IEndpointRouteBuilder routes, Api api, WalkObserver observer)
    {
        api.Policies.Default(Rule, Rules.ReaderOrAdmin);
        api.Policies.Default(ObserveRule, Rules.AdminOnly);
        api.Map(routes, HttpMethods.Post, "walk", request => WalkAsync(api, request, observer));
        routes.MapHistory(api);
        routes.MapReach(api);
        routes.MapVerify(api);
        ResourceEndpoints<ReachInvariant>.Map(routes, api, ReachInvariantResource.Definition, new ReachInvariantRules());
        routes.MapInvariantChecks(api);
    }

    private static async ValueTask<Result<Reply>> WalkAsync(Api api, ApiRequest request, WalkObserver observer)
    {
        var caller = request.Caller;
        if (!api.Policies.Allows(Rule, caller, new PathTarget("project_id", caller.ProjectId)))
            return Error.Forbidden("PolicyNotAuthorized", $"rule:{Rule} is disallowed by policy");
        if (!(await request.BodyAsync()).TryGet(out var json, out var error)
            || !ResourceParser.Unwrap(json, "walk").TryGet(out var asked, out error)
            || !WalkBody.Read(asked).TryGet(out var body, out error)
            || !(await StateAsync(api.Store, request.State, body.AsOf, request.Http.RequestAborted)).TryGet(out var state, out error))
        {
            return error;
        }
        try
        {
            var walker = new Walker(state, port => caller.IsAdmin || port.ProjectId == caller.ProjectId);
            if (!walker.Walk(body.Request).TryGet(out var walk, out error))
                return error;
            if (body.Observe)
            {
                if (!api.Policies.Allows(ObserveRule, caller, new PathTarget("project_id", caller.ProjectId)))
                    return Error.Forbidden("PolicyNotAuthorized", $"rule:{ObserveRule} is disallowed by policy");
                // Which of several gateways a router takes only its host can say; then the walk is that way's.
                if (await observer.ChooseAsync(walk, request.Http.RequestAborted) is { Count: > 0 } ways
                    && !walker.Walk(body.Request with { Ways = ways }).TryGet(out walk, out error))
                {
                    return error;
                }
                walk = await observer.ObserveAsync(walk, request.Http.RequestAborted);
            }
            return Answer(caller.IsAdmin ? walk : OwnPart.Of(walk, told => told.ProjectId == caller.ProjectId), body.Language);
        }
        catch (UnknownStepException unknown)
        {
            return new Error(ErrorKind.NotSupported, "WalkNotSupported", $"The data plane does something here that a walk does not understand: {unknown.Message}");
        }
    }

    private static async Task<Result<Snapshot>> StateAsync(Store store, Snapshot current, AsOf? asOf, CancellationToken cancellation)
    {
        if (asOf is null)
            return current;
        try
        {
            var revision = await asOf.FindRevisionAsync(store, cancellation);
            return await store.AsOfAsync(revision, cancellation);
        }
        catch (ArgumentOutOfRangeException)
        {
            return new Error(ErrorKind.Invalid, "HTTPBadRequest", $"Invalid input for as_of. Reason: the newest revision is {store.Current.Revision}.");
        }
        catch (RevisionNotRetainedException gone)
        {
            return Error.NotFound("RevisionNotRetained", $"The journal does not reach back to revision {gone.Revision}: its oldest is {gone.Oldest}.");
        }
    }

    private static Reply Answer(PacketWalk walk, WalkLanguage language) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("walk");
        JsonSerializer.Serialize(writer, walk, WalkJson.Default.PacketWalk);
        writer.WriteStartObject("explanation");
        writer.WriteString("language", language.Code);
        writer.WriteString("verdict", WalkText.Verdict(walk, language));
        if (walk.Drop is { } drop)
            writer.WriteString("reason", language.Say(Phrase.ReasonAtHop, drop.Hop, language.Reason(drop)));
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
