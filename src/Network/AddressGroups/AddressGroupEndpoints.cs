using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Values;

namespace Naru.Network.AddressGroups;

/// <summary>Blocks are put into a group and taken out of it one by one, so that two clients do not undo each other's changes.</summary>
public static class AddressGroupEndpoints
{
    // An address alone is a block that no group has: not found when it is to be taken out.
    private static readonly ListKind<IpPrefix> Addresses = new(Kinds.Prefix) { NullIsEmpty = false };

    public static void MapAddresses(this ResourceEndpoints<AddressGroup> endpoints, IEndpointRouteBuilder routes, Api api)
    {
        api.Map(routes, HttpMethods.Put, "address-groups/{id}/add_addresses", request => ChangeAsync(endpoints, api, request, AddressGroupRules.Add));
        api.Map(routes, HttpMethods.Put, "address-groups/{id}/remove_addresses", request => ChangeAsync(endpoints, api, request, AddressGroupRules.Remove));
    }

    private static async ValueTask<Result<Reply>> ChangeAsync(
        ResourceEndpoints<AddressGroup> endpoints, Api api, ApiRequest request, Func<AddressGroup, EquatableList<IpPrefix>, Result<AddressGroup>> change)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("addresses", out var list))
            return NetworkErrors.BadRequest("Unable to find 'addresses' in request body");
        if (!Addresses.Read(list).TryGet(out var addresses, out var reason))
            return NetworkErrors.BadRequest($"Invalid input for addresses. Reason: {reason.Message}.");
        var written = await api.Store.WriteAsync(request.Write, Result<AddressGroup> (state) =>
        {
            if (!endpoints.FindFor(state, request.Caller, request.Route("id"), "update_address_group").TryGet(out var group, out var refused)
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
