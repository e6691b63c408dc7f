using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Trunks;

/// <summary>Subports are added to a trunk and removed from it one by one, so that two clients do not undo each other's changes.</summary>
internal static class TrunkEndpoints
{
    private const string AddRule = "add_subports";
    private const string RemoveRule = "delete_subports";
    private const string GetRule = "get_subports";

    public static void MapSubPorts(this ResourceEndpoints<Trunk> trunks, IEndpointRouteBuilder routes, Api api, TrunkRules rules)
    {
        api.Policies.Default(AddRule, Rules.MemberOrAdmin);
        api.Policies.Default(RemoveRule, Rules.MemberOrAdmin);
        api.Policies.Default(GetRule, Rules.ReaderOrAdmin);
        api.Map(routes, HttpMethods.Put, "trunks/{id}/add_subports",
            request => ChangeAsync(trunks, api, request, AddRule, TrunkResource.Added, rules.Add));
        api.Map(routes, HttpMethods.Put, "trunks/{id}/remove_subports",
            request => ChangeAsync(trunks, api, request, RemoveRule, TrunkResource.Removed, rules.Remove));
        api.Map(routes, HttpMethods.Get, "trunks/{id}/get_subports", request =>
            trunks.FindFor(request.State, request.Caller, request.Route("id"), GetRule).Map(trunk => Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("sub_ports");
                TrunkResource.Added.Write(writer, trunk.SubPorts);
                writer.WriteEndObject();
            })));
    }

    private static async ValueTask<Result<Reply>> ChangeAsync(
        ResourceEndpoints<Trunk> trunks, Api api, ApiRequest request, string rule, ListKind<SubPort> kind,
        Func<Transaction, Caller, Trunk, EquatableList<SubPort>, Result<Trunk>> change)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !ActionBody.Read(body, "sub_ports", kind).TryGet(out var subPorts, out error))
            return error;
        var written = await api.Store.WriteAsync(request.Write, Result<Trunk> (state) =>
        {
            if (!trunks.FindFor(state, request.Caller, request.Route("id"), rule).TryGet(out var trunk, out var refused)
                || !change(state, request.Caller, trunk, subPorts).TryGet(out var changed, out refused))
            {
                return refused;
            }
            if (changed == trunk)
                return trunk;
            changed = changed.Touched(state);
            state.Update(TrunkTable.Table, changed);
            TrunkPorts.Show(state, changed.PortId, changed);
            return changed;
        });
        // The answer is the trunk itself, without the wrapper that it has elsewhere.
        return written.Map(trunk => Reply.Json(writer =>
            trunks.View.Write(writer, api.Store.Current, request.Caller, trunk, null, $"{request.Http.Request.Root()}{api.Prefix}/trunks")));
    }
}
