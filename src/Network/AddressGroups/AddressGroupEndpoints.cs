using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.OpenApi;
using Naru.Rest.Policy;
using Naru.Rest.Values;

namespace Naru.Network.AddressGroups;

/// <summary>Blocks are put into a group and taken out of it one by one, so that two clients do not undo each other's changes.</summary>
public static class AddressGroupEndpoints
{
    // An address alone is a block that no group has: not found when it is to be taken out.
    private static readonly ListKind<IpPrefix> Addresses = new(Kinds.Prefix) { NullIsEmpty = false };

    public static void MapAddresses(this ResourceEndpoints<AddressGroup> endpoints, IEndpointRouteBuilder routes, Api api)
    {
        api.Describe(HttpMethods.Put, "address-groups/{id}/add_addresses",
            new ActionDescription("Add blocks to an address group").With("addresses", Addresses));
        api.Describe(HttpMethods.Put, "address-groups/{id}/remove_addresses",
            new ActionDescription("Remove blocks from an address group").With("addresses", Addresses));
        api.Policies.Default("add_addresses", Rules.MemberOrAdmin);
        api.Policies.Default("remove_addresses", Rules.MemberOrAdmin);
        api.Map(routes, HttpMethods.Put, "address-groups/{id}/add_addresses",
            request => ChangeAsync(endpoints, api, request, "add_addresses", AddressGroupRules.Add));
        api.Map(routes, HttpMethods.Put, "address-groups/{id}/remove_addresses",
            request => ChangeAsync(endpoints, api, request, "remove_addresses", AddressGroupRules.Remove));
    }

    private static async ValueTask<Result<Reply>> ChangeAsync(
        ResourceEndpoints<AddressGroup> endpoints, Api api, ApiRequest request, string rule,
        Func<AddressGroup, EquatableList<IpPrefix>, Result<AddressGroup>> change)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !ActionBody.Read(body, "addresses", Addresses).TryGet(out var addresses, out error))
            return error;
        var written = await api.Store.WriteAsync(request.Write, Result<AddressGroup> (state) =>
        {
            if (!endpoints.FindFor(state, request.Caller, request.Route("id"), rule).TryGet(out var group, out var refused)
                || !change(group, addresses).TryGet(out var changed, out refused))
            {
                return refused;
            }
            if (changed == group)
                return group;
            changed = changed.Touched(state);
            state.Update(AddressGroupTable.Table, changed);
            return changed;
        });
        return written.Map(group => endpoints.One(request, api.Store.Current, group));
    }
}
