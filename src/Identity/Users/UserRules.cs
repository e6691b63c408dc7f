using Naru.Identity.Passwords;
using Naru.Identity.Projects;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Identity.Users;

internal sealed class UserRules(PasswordRules rules) : IResourceRules<User>
{
    public Result<User> Creating(Transaction state, Caller caller, User draft, Given given)
    {
        var user = draft.DomainId.Length > 0 ? draft : draft with { DomainId = ProjectRules.DomainOf(caller) };
        if (given.Has("password"))
            user = Reset(user, user.PasswordHash, state.Time);
        return state.FindDomain(user.DomainId) is null ? IdentityErrors.NotFound("domain", user.DomainId) : Check(state, user, given);
    }

    public Result<User> Updating(Transaction state, Caller caller, User before, User after, Given given)
    {
        if (after.DomainId != before.DomainId)
            return IdentityErrors.Invalid("Cannot change Domain ID.");
        if (given.Has("password"))
            after = Reset(after with { PasswordHash = before.PasswordHash }, after.PasswordHash, state.Time);
        if (given.Has("enabled") && after.Enabled)
            FailedLogins.Clear(state, after.Id);
        var ended = given.Has("password") || before.Enabled && !after.Enabled;
        return Check(state, ended ? after with { TokenGeneration = after.TokenGeneration + 1 } : after, given);
    }

    public Result<Done> Deleting(Transaction state, Caller caller, User user)
    {
        UserDeletion.RemoveTraces(state, user.Id);
        return Done.Ok;
    }

    private User Reset(User user, string? hash, DateTimeOffset now)
    {
        var mustChange = rules.ChangeUponFirstUse && !UserOptions.Has(user, UserOptions.IgnoreChangeUponFirstUse);
        var reset = PasswordChange.Apply(user, hash, rules, now);
        return mustChange ? reset with { PasswordExpiresAt = now } : reset;
    }

    private static Result<User> Check(Transaction state, User user, Given given)
    {
        if (given.Has("default_project_id") && user.DefaultProjectId is { } id && state.FindDomain(id) is not null)
            return IdentityErrors.Invalid($"User's default project ID cannot be a domain ID: {id}");
        return state.FindUserByName(user.DomainId, user.Name) is { } same && same.Id != user.Id
            ? IdentityErrors.Duplicate("user", $"Duplicate entry found with name {user.Name} at domain ID {user.DomainId}")
            : user;
    }
}
