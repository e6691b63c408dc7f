using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Parsing;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Network.Routers.Gateways;

/// <summary><c>PUT /routers/{id}/add_external_gateways</c> and its kin: gateways one by one.</summary>
internal static class ExternalGatewayEndpoints
{
    public static void MapExternalGateways(
        this ResourceEndpoints<Router> routers, IEndpointRouteBuilder routes, Api api, ExternalGateways gateways, IEnumerable<IRouterGuard> guards)
    {
        Map("add_external_gateways", (state, request, router, info) => gateways.Add(state, request.Caller, router, info));
        Map("update_external_gateways", (state, _, router, info) => gateways.Change(state, router, info));
        Map("remove_external_gateways", (state, _, router, info) => gateways.Remove(state, router, info));

        void Map(string action, Func<Transaction, ApiRequest, Router, GatewayInfo, Result<Router>> change)
        {
            api.Policies.Default(action, Rules.MemberOrAdmin);
            api.Policies.Default($"{action}:external_gateways:enable_snat", Rules.AdminOnly);
            api.Policies.Default($"{action}:external_gateways:external_fixed_ips", Rules.AdminOnly);
            api.Map(routes, HttpMethods.Put, $"routers/{{id}}/{action}", request => ChangeAsync(routers, api, guards, request, action, change));
        }
    }

    private static async ValueTask<Result<Reply>> ChangeAsync(
        ResourceEndpoints<Router> routers, Api api, IEnumerable<IRouterGuard> guards, ApiRequest request, string action,
        Func<Transaction, ApiRequest, Router, GatewayInfo, Result<Router>> change)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error)
            || !ResourceParser.Unwrap(body, "router").TryGet(out var json, out error)
            || !ActionBody.Read(json, "external_gateways", RouterResource.Gateways).TryGet(out var infos, out error))
        {
            return error;
        }
        var written = await api.Store.WriteAsync(request.Write, Result<Router> (state) =>
        {
            if (!routers.FindFor(state, request.Caller, request.Route("id"), action).TryGet(out var before, out var refused))
                return refused;
            if (before.IsDistributed)
                return RouterErrors.BadRequest($"Router {before.Id} is distributed, and has one gateway at most: use external_gateway_info");
            var after = before;
            foreach (var info in infos)
            {
                if (!CheckPolicy(api, request, state, before, action, info).TryGet(out _, out refused)
                    || !change(state, request, after, info).TryGet(out after, out refused))
                {
                    return refused;
                }
            }
            if (!RouterRoutes.Check(state, after, after.Routes).TryGet(out _, out refused)
                || !Guards.All(guards, guard => guard.CheckChanging(state, before, after)).TryGet(out _, out refused))
            {
                return refused;
            }
            after = after.Touched(state);
            state.Update(RouterTable.Table, after);
            return after;
        });
        return written.Map(after => routers.One(request, api.Store.Current, after));
    }

    // A gateway that is to go is named by its addresses; nothing is chosen by that.
    private static Result<Done> CheckPolicy(Api api, ApiRequest request, IStateReader state, Router router, string action, GatewayInfo info)
    {
        if (info.EnableSnat is not null && !Allows("enable_snat"))
            return api.Style.NotAllowed($"{action}:external_gateways:enable_snat");
        return info.FixedIps.IsEmpty || action == "remove_external_gateways" || Allows("external_fixed_ips")
            ? Done.Ok
            : api.Style.NotAllowed($"{action}:external_gateways:external_fixed_ips");

        bool Allows(string attribute) => api.Policies.Allows(
            $"{action}:external_gateways:{attribute}", request.Caller, new ResourceTarget<Router>(RouterResource.Definition, state, router));
    }
}
