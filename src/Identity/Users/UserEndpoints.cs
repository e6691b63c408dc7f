using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Assignments;
using Naru.Identity.Groups;
using Naru.Identity.Login;
using Naru.Identity.Passwords;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.OpenApi;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Identity.Users;

/// <summary>What a user is part of, and the change of one's own password.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IdentityApi identity, IEndpointRouteBuilder routes, PasswordGate gate)
    {
        var api = identity.Api;
        api.Map(routes, HttpMethods.Get, "users/{id}/groups", request => Find(request).Then(user =>
            identity.Groups.Many(request, MembershipTable.ByUser.Of(request.State, user.Id)
                .Select(membership => request.State.In(GroupTable.Table).Find(membership.GroupId))
                .OfType<Group>())));
        api.Map(routes, HttpMethods.Get, "users/{id}/projects", request => Find(request).Then(user =>
            identity.Projects.Many(request, request.State.ProjectsOf(user.Id))));

        api.Describe(HttpMethods.Post, "users/{id}/password", new ActionDescription("Change one's own password") { Wrapper = "user" }
            .With("original_password", Kinds.Text(4096)).With("password", Kinds.Text(4096)));
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
            var cancellation = request.Http.RequestAborted;
            if (!(await gate.ProveAsync(request.State.In(UserTable.Table).Find(request.Route("id")), old, cancellation)).TryGet(out var user, out error))
                return error;
            if (!user.Enabled)
                return IdentityErrors.Unauthenticated;
            if (gate.Rules.Refusal(wanted) is { } weak)
                return IdentityErrors.Invalid(weak);
            if (await IsRepeatedAsync(user, wanted, cancellation))
            {
                return IdentityErrors.Invalid(
                    $"The new password cannot be identical to a previous password: it must differ from the last {gate.Rules.UniqueLastCount}.");
            }
            var hash = await gate.Checker.HashAsync(wanted, cancellation);
            var written = await api.Store.WriteAsync(
                new WriteContext(request.Caller.RequestId, user.Id), state => ChangePassword(state, user, hash, gate.Rules));
            return written.Map(_ => Reply.NoContent);
        });

        async ValueTask<bool> IsRepeatedAsync(User user, string wanted, CancellationToken cancellation) =>
            gate.Rules.UniqueLastCount > 0
            && await gate.WasUsedAsync([user.PasswordHash!, .. user.FormerPasswords], wanted, cancellation); // It was checked just now.

        Result<User> Find(ApiRequest request) => identity.Users.FindFor(request.State, request.Caller, request.Route("id"), "get_user");
    }

    // The password that was checked must still be the one: two changes at once are decided by the first.
    private static Result<Done> ChangePassword(Transaction state, User seen, string hash, PasswordRules rules)
    {
        if (state.In(UserTable.Table).Find(seen.Id) is not { } user || user.PasswordHash != seen.PasswordHash)
            return IdentityErrors.Unauthenticated;
        if (PasswordChange.Refusal(user, rules, state.Time) is { } refused)
            return refused;
        var changed = PasswordChange.Apply(user, hash, rules, state.Time);
        state.Update(UserTable.Table, changed with { PasswordIsOwn = true, TokenGeneration = user.TokenGeneration + 1 });
        return Done.Ok;
    }
}
