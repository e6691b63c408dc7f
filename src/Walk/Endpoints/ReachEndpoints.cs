using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Parsing;
using Naru.Rest.Policy;
using Naru.Walk.Reach;

namespace Naru.Walk.Endpoints;

/// <summary><c>GET</c> and <c>POST /networking/v2.0/reach</c>: who reaches whom. Who is no administrator asks for ports of their own project.</summary>
internal static class ReachEndpoints
{
    private const string Rule = "get_reach";

    public static void MapReach(this IEndpointRouteBuilder routes, Api api)
    {
        api.Policies.Default(Rule, Rules.ReaderOrAdmin);
        api.Map(routes, HttpMethods.Get, "reach", request => ReachQuestion.Read(request.Http.Request.Query).Then(question => Answer(api, request, question)));
        api.Map(routes, HttpMethods.Post, "reach", async request =>
        {
            if (!(await request.BodyAsync()).TryGet(out var body, out var error)
                || !ResourceParser.Unwrap(body, "reach").TryGet(out var json, out error)
                || !ReachQuestion.Read(json).TryGet(out var question, out error))
            {
                return error;
            }
            return Answer(api, request, question);
        });
    }

    private static Result<Reply> Answer(Api api, ApiRequest request, ReachQuestion question)
    {
        var caller = request.Caller;
        if (!api.Policies.Allows(Rule, caller, new PathTarget("project_id", caller.ProjectId)))
            return Error.Forbidden("PolicyNotAuthorized", $"rule:{Rule} is disallowed by policy");
        var ends = new ReachEnds(request.State, port =>
            (caller.IsAdmin || port.ProjectId == caller.ProjectId) && (question.ProjectId is null || port.ProjectId == question.ProjectId));
        if (!ends.Find(question.From).TryGet(out var senders, out var error) || !ends.Find(question.To).TryGet(out var receivers, out error))
            return error;
        if ((long)senders.Count * receivers.Count > ReachEnds.MostPairs)
        {
            return new Error(ErrorKind.Invalid, "HTTPBadRequest", string.Create(
                CultureInfo.InvariantCulture, $"{senders.Count} × {receivers.Count} pairs are too many for one answer: name 'from', 'to' or 'project_id' for at most {ReachEnds.MostPairs}."));
        }
        var map = new ReachMap(request.State);
        var pairs = senders.SelectMany(from => receivers.Select(to => map.Between(from, to).Of(question.Services)))
            .Where(pair => pair.NotModelled is not null || pair.Flows.Count > 0)
            .ToList();
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("reach");
            writer.WriteNumber("revision", request.State.Revision);
            foreach (var (name, list) in new[] { ("senders", senders), ("receivers", receivers) })
            {
                writer.WriteStartArray(name);
                foreach (var end in list)
                    ReachJson.WriteEnd(writer, end);
                writer.WriteEndArray();
            }
            writer.WriteStartArray("pairs");
            foreach (var pair in pairs)
                ReachJson.WritePair(writer, pair);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }
}
