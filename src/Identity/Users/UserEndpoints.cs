using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Assignments;
using Naru.Identity.Groups;
using Naru.Identity.Login;
using Naru.Identity.Passwords;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Identity.Users;

/// <summary>What a user is part of, and the change of one's own password.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IdentityApi identity, IEndpointRouteBuilder routes, PasswordChecker passwords)
    {
        var api = identity.Api;
        api.Map(routes, HttpMethods.Get, "users/{id}/groups", request => Find(request).Then(user =>
            identity.Groups.Many(request, MembershipTable.ByUser.Of(request.State, user.Id)
                .Select(membership => request.State.In(GroupTable.Table).Find(membership.GroupId))
                .OfType<Group>())));
        api.Map(routes, HttpMethods.Get, "users/{id}/projects", request => Find(request).Then(user =>
            identity.Projects.Many(request, request.State.ProjectsOf(user.Id))));

        // Whoever knows the old password needs no token.
        api.MapOpen(routes, HttpMethods.Post, "users/{id}/password", async request =>
        {
            if (!(await request.BodyAsync()).TryGet(out var body, out var error)
                || !body.Object("user").TryGet(out var json, out error)
                || !json.Text("original_password").TryGet(out var old, out error)
                || !json.Text("password").TryGet(out var wanted, out error))
            {
                return error;
            }
            var user = request.State.In(UserTable.Table).Find(request.Route("id"));
            if (!await passwords.CheckAsync(user?.Id ?? "", user?.PasswordHash, old, request.Http.RequestAborted) || user is not { Enabled: true })
                return IdentityErrors.Unauthenticated;
            if (wanted == old)
                return IdentityErrors.Invalid("The new password cannot be identical to a previous password.");
            var hash = await passwords.HashAsync(wanted, request.Http.RequestAborted);
            var written = await api.Store.WriteAsync(new WriteContext(request.Caller.RequestId, user.Id), state => ChangePassword(state, user, hash));
            return written.Map(_ => Reply.NoContent);
        });

        Result<User> Find(ApiRequest request) => identity.Users.FindFor(request.State, request.Caller, request.Route("id"), "get_user");
    }

    // The password that was checked must still be the one: two changes at once are decided by the first.
    private static Result<Done> ChangePassword(Transaction state, User seen, string hash)
    {
        if (state.In(UserTable.Table).Find(seen.Id) is not { } user || user.PasswordHash != seen.PasswordHash)
            return IdentityErrors.Unauthenticated;
        state.Update(UserTable.Table, user with { PasswordHash = hash, TokenGeneration = user.TokenGeneration + 1 });
        return Done.Ok;
    }
}
