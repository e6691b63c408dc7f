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
        const string BothRead = IdentityPolicies.SystemRead + " or (role:reader and domain_id:%(group.domain_id)s and domain_id:%(user.domain_id)s)";
        const string BothManage = "role:admin or (role:manager and domain_id:%(group.domain_id)s and domain_id:%(user.domain_id)s)";
        var api = identity.Api;
        api.Policies.Default("list_users_in_group", IdentityPolicies.DomainRead);
        api.Policies.Default("check_user_in_group", BothRead);
        api.Policies.Default("add_user_to_group", BothManage);
        api.Policies.Default("remove_user_from_group", BothManage);
        api.Map(routes, HttpMethods.Get, All, request =>
            identity.Groups.FindFor(request.State, request.Caller, request.Route("id"), "list_users_in_group").Then(group =>
                identity.Users.Many(request, MembershipTable.ByGroup.Of(request.State, group.Id)
                    .Select(membership => request.State.In(UserTable.Table).Find(membership.UserId))
                    .OfType<User>())));
        api.Map(routes, HttpMethods.Get, One, request => Check(request));
        api.Map(routes, HttpMethods.Head, One, request => Check(request));
        api.Map(routes, HttpMethods.Put, One, request => ChangeAsync(request, "add_user_to_group", (state, membership) =>
        {
            if (!state.In(MembershipTable.Table).Contains(membership.Id))
                state.Insert(MembershipTable.Table, membership);
            return Done.Ok;
        }));
        api.Map(routes, HttpMethods.Delete, One, request => ChangeAsync(request, "remove_user_from_group", (state, membership) =>
        {
            if (!state.In(MembershipTable.Table).Contains(membership.Id))
                return IdentityErrors.NotFound("user in group", membership.UserId);
            state.Delete(MembershipTable.Table, membership.Id);
            return Done.Ok;
        }));

        Result<Reply> Check(ApiRequest request) => Find(request.State, request, "check_user_in_group").Then<Reply>(membership =>
            request.State.In(MembershipTable.Table).Contains(membership.Id)
                ? Reply.NoContent
                : Error.NotFound("NotFound", $"User '{membership.UserId}' not found in group '{membership.GroupId}'."));

        async ValueTask<Result<Reply>> ChangeAsync(ApiRequest request, string rule, Func<Transaction, Membership, Result<Done>> change)
        {
            var written = await api.Store.WriteAsync(request.Write, state =>
                Find(state, request, rule).Then(membership => change(state, membership)));
            return written.Map(_ => Reply.NoContent);
        }

        Result<Membership> Find(IStateReader state, ApiRequest request, string rule)
        {
            var user = state.In(UserTable.Table).Find(request.Route("user_id"));
            var domain = state.In(GroupTable.Table).Find(request.Route("id"))?.DomainId;
            if (!identity.Allow(request, rule, ("group.domain_id", domain), ("user.domain_id", user?.DomainId)).TryGet(out _, out var error)
                || !identity.Groups.FindFor(state, request.Caller, request.Route("id"), "get_group").TryGet(out var group, out error))
            {
                return error;
            }
            return user is null ? IdentityErrors.NotFound("user", request.Route("user_id")) : new Membership(group.Id, user.Id);
        }
    }
}
