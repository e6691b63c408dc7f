using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Users;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Identity.Groups;

/// <summary>The members of a group.</summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        const string All = "groups/{id}/users";
        const string One = "groups/{id}/users/{user_id}";
        var api = identity.Api;
        api.Map(routes, HttpMethods.Get, All, request =>
            identity.Groups.FindFor(request.State, request.Caller, request.Route("id"), "get_group").Then(group =>
                identity.Users.Many(request, MembershipTable.ByGroup.Of(request.State, group.Id)
                    .Select(membership => request.State.In(UserTable.Table).Find(membership.UserId))
                    .OfType<User>())));
        api.Map(routes, HttpMethods.Get, One, request => Check(request));
        api.Map(routes, HttpMethods.Head, One, request => Check(request));
        api.Map(routes, HttpMethods.Put, One, request => ChangeAsync(request, (state, membership) =>
        {
            if (!state.In(MembershipTable.Table).Contains(membership.Id))
                state.Insert(MembershipTable.Table, membership);
            return Done.Ok;
        }));
        api.Map(routes, HttpMethods.Delete, One, request => ChangeAsync(request, (state, membership) =>
        {
            if (!state.In(MembershipTable.Table).Contains(membership.Id))
                return IdentityErrors.NotFound("user in group", membership.UserId);
            state.Delete(MembershipTable.Table, membership.Id);
            return Done.Ok;
        }));

        Result<Reply> Check(ApiRequest request) => Find(request.State, request, "get_group").Then<Reply>(membership =>
            request.State.In(MembershipTable.Table).Contains(membership.Id)
                ? Reply.NoContent
                : Error.NotFound("NotFound", $"User '{membership.UserId}' not found in group '{membership.GroupId}'."));

        async ValueTask<Result<Reply>> ChangeAsync(ApiRequest request, Func<Transaction, Membership, Result<Done>> change)
        {
            var written = await api.Store.WriteAsync(request.Write, state =>
                Find(state, request, "update_group").Then(membership => change(state, membership)));
            return written.Map(_ => Reply.NoContent);
        }

        Result<Membership> Find(IStateReader state, ApiRequest request, string rule)
        {
            if (!identity.Groups.FindFor(state, request.Caller, request.Route("id"), rule).TryGet(out var group, out var error))
                return error;
            return state.In(UserTable.Table).Find(request.Route("user_id")) is { } user
                ? new Membership(group.Id, user.Id)
                : IdentityErrors.NotFound("user", request.Route("user_id"));
        }
    }
}
