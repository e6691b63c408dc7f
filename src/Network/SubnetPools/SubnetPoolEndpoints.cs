using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Network.Networks;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.OpenApi;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.SubnetPools;

/// <summary>What can be asked of a pool besides the five operations: more prefixes, fewer, and the subnets of a network.</summary>
public static class SubnetPoolEndpoints
{
    private const string OnboardRule = "onboard_network_subnets";

    private static readonly ListKind<IpPrefix> PrefixList = new(Kinds.Prefix) { NullIsEmpty = false };

    public static void MapPrefixOperations(this ResourceEndpoints<SubnetPool> endpoints, IEndpointRouteBuilder routes, Api api)
    {
        api.Describe(HttpMethods.Put, "subnetpools/{id}/add_prefixes", new ActionDescription("Add prefixes to a subnet pool").With("prefixes", PrefixList));
        api.Describe(HttpMethods.Put, "subnetpools/{id}/remove_prefixes", new ActionDescription("Remove prefixes from a subnet pool").With("prefixes", PrefixList));
        api.Describe(HttpMethods.Put, "subnetpools/{id}/onboard_network_subnets",
            new ActionDescription("Take the subnets of a network into a subnet pool").With("network_id", Kinds.Uuid));
        foreach (var rule in (string[])["add_prefixes", "remove_prefixes", OnboardRule])
            api.Policies.Default(rule, Rules.MemberOrAdmin);
        api.Map(routes, HttpMethods.Put, "subnetpools/{id}/add_prefixes",
            request => ChangePrefixesAsync(endpoints, api, request, "add_prefixes", Add));
        api.Map(routes, HttpMethods.Put, "subnetpools/{id}/remove_prefixes",
            request => ChangePrefixesAsync(endpoints, api, request, "remove_prefixes", Remove));
        api.Map(routes, HttpMethods.Put, "subnetpools/{id}/onboard_network_subnets", request => OnboardAsync(endpoints, api, request));
    }

    private static async ValueTask<Result<Reply>> ChangePrefixesAsync(
        ResourceEndpoints<SubnetPool> endpoints, Api api, ApiRequest request, string rule,
        Func<IStateReader, SubnetPool, EquatableList<IpPrefix>, Result<EquatableList<IpPrefix>>> change)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !ActionBody.Read(body, "prefixes", PrefixList).TryGet(out var prefixes, out error))
            return error;
        var written = await api.Store.WriteAsync(request.Write, Result<SubnetPool> (state) =>
        {
            if (!endpoints.FindFor(state, request.Caller, request.Route("id"), rule).TryGet(out var pool, out var refused)
                || !change(state, pool, prefixes).TryGet(out var changed, out refused))
            {
                return refused;
            }
            return Store(state, request.Caller, pool, pool with { Prefixes = changed });
        });
        return written.Map(pool => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("prefixes");
            foreach (var prefix in pool.Prefixes)
                writer.WriteStringValue(prefix.ToString());
            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    private static Result<EquatableList<IpPrefix>> Add(IStateReader state, SubnetPool pool, EquatableList<IpPrefix> more) =>
        pool.Prefixes.Items.Concat(more).ToEquatableList();

    private static Result<EquatableList<IpPrefix>> Remove(IStateReader state, SubnetPool pool, EquatableList<IpPrefix> fewer) =>
        AddressSpace.Overlap(SubnetTable.BySubnetPool.Of(state, pool.Id).Select(subnet => subnet.Cidr), fewer)
            ? NetworkErrors.Invalid("IllegalSubnetPoolPrefixUpdate",
                "Illegal update to prefixes: One or more the prefixes to be removed is in use by a subnet.")
            : AddressSpace.Without(pool.Prefixes, fewer).ToEquatableList();

    private static async ValueTask<Result<Reply>> OnboardAsync(ResourceEndpoints<SubnetPool> endpoints, Api api, ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("network_id", out var id) || id.ValueKind is not JsonValueKind.String)
            return NetworkErrors.InvalidInput("network_id must be specified.");
        var networkId = id.GetString()!;
        var written = await api.Store.WriteAsync(request.Write, Result<List<Subnet>> (state) =>
        {
            if (!endpoints.FindFor(state, request.Caller, request.Route("id"), OnboardRule).TryGet(out var pool, out var refused))
                return refused;
            if (state.In(NetworkTable.Table).Find(networkId) is not { } network || !NetworkAccess.Sees(state, request.Caller, network))
                return NetworkErrors.NetworkNotFound(networkId);
            if (!request.Caller.IsAdmin && network.ProjectId != request.Caller.ProjectId)
                return api.Style.NotAllowed(OnboardRule);
            return Onboard(state, request.Caller, pool, networkId);
        });
        return written.Map(subnets => Reply.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (var subnet in subnets)
            {
                writer.WriteStartObject();
                writer.WriteString("id", subnet.Id);
                writer.WriteString("cidr", subnet.Cidr.ToString());
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }));
    }

    private static Result<List<Subnet>> Onboard(Transaction state, Caller caller, SubnetPool pool, string networkId)
    {
        List<Subnet> subnets = [.. SubnetTable.ByNetwork.Of(state, networkId).Where(subnet => subnet.IpVersion == pool.IpVersion && subnet.SubnetPoolId != pool.Id)];
        IpPrefix[] allocated = [.. SubnetTable.BySubnetPool.Of(state, pool.Id).Select(subnet => subnet.Cidr)];
        if (subnets.Find(subnet => AddressSpace.Overlap(allocated, [subnet.Cidr])) is { } conflicting)
        {
            return NetworkErrors.Invalid("IllegalSubnetPoolUpdate",
                $"Illegal subnetpool update : Onboarding subnet {conflicting.Id}: {conflicting.Cidr} conflicts with allocated prefixes in subnet pool {pool.Id}.");
        }
        foreach (var subnet in subnets)
            state.Update(SubnetTable.Table, (subnet with { SubnetPoolId = pool.Id }).Touched(state));
        var wider = pool with { Prefixes = pool.Prefixes.Items.Concat(subnets.Select(subnet => subnet.Cidr)).ToEquatableList() };
        return Store(state, caller, pool, wider).Map(_ => subnets);
    }

    private static Result<SubnetPool> Store(Transaction state, Caller caller, SubnetPool before, SubnetPool after)
    {
        if (!SubnetPoolRules.Settle(state, caller, after, before).TryGet(out var settled, out var error))
            return error;
        if (settled == before)
            return before;
        settled = settled.Touched(state);
        state.Update(SubnetPoolTable.Table, settled);
        return settled;
    }
}
