using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Rest.Endpoints;
using Naru.Walk.Invariants;
using Naru.Walk.Reach;

namespace Naru.Walk.Endpoints;

/// <summary><c>GET /networking/v2.0/invariant-checks</c>: whether the invariants that the caller sees hold.</summary>
/// <remarks>Changes that break one are refused; what a seed or an older version has made is found here.</remarks>
internal static class InvariantCheckEndpoints
{
    public static void MapInvariantChecks(this IEndpointRouteBuilder routes, Api api) =>
        api.Map(routes, HttpMethods.Get, "invariant-checks", request => Answer(request));

    private static Reply Answer(ApiRequest request)
    {
        var (state, caller) = (request.State, request.Caller);
        var map = new ReachMap(state, ReachBasis.Intended);
        var seen = state.In(ReachInvariantTable.Table).All
            .Where(invariant => caller.IsAdmin || invariant.ProjectId == caller.ProjectId)
            .OrderBy(invariant => invariant.Name, StringComparer.Ordinal)
            .Select(invariant => (Invariant: invariant, Breach: Breach.Find(state, map, invariant, touched: null)))
            .ToList();
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("invariant_checks");
            foreach (var (invariant, breach) in seen)
            {
                writer.WriteStartObject();
                writer.WriteString("id", invariant.Id);
                writer.WriteString("name", invariant.Name);
                writer.WriteBoolean("holds", breach is null);
                writer.WriteString("found", breach?.Text);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
