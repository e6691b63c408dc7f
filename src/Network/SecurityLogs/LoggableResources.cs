using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;

namespace Naru.Network.SecurityLogs;

/// <summary><c>/log/loggable-resources</c>: the kinds of things that logs can be about.</summary>
internal static class LoggableResources
{
    private const string Rule = "get_loggable_resource";

    public static void MapLoggableResources(this IEndpointRouteBuilder routes, Api api)
    {
        api.Policies.Default(Rule, "role:admin or role:manager");
        api.Map(routes, HttpMethods.Get, "log/loggable-resources", Result<Reply> (request) =>
            api.Policies.Allows(Rule, request.Caller, new ListTarget(request.Http.Request.Query, request.Http.Request.RouteValues, request.Caller))
                ? List
                : api.Style.NotAllowed(Rule));
    }

    private static readonly Reply List = Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("loggable_resources");
        writer.WriteStartObject();
        writer.WriteString("type", SecurityLogRules.SecurityGroups);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
