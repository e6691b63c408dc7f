using Naru.Identity.Users;
using Naru.Primitives;
using Naru.State;

namespace Naru.Identity.Passwords;

/// <summary>Decides whether a password lets somebody in, and remembers the wrong ones where rules ask for that.</summary>
internal sealed class PasswordGate(Store store, PasswordChecker passwords, PasswordRules rules, TimeProvider time)
{
    public PasswordRules Rules => rules;

    public PasswordChecker Checker => passwords;

    /// <summary>Lets in with a password that holds.</summary>
    public async ValueTask<Result<User>> EnterAsync(User? user, string password, CancellationToken cancellation)
    {
        if (!(await ProveAsync(user, password, cancellation)).TryGet(out var proven, out var error))
            return error;
        return proven.PasswordExpiresAt <= time.GetUtcNow() && !UserOptions.Has(proven, UserOptions.IgnorePasswordExpiry)
            ? IdentityErrors.PasswordExpired(proven.Id)
            : proven;
    }

    /// <summary>Whether somebody knows the user's password, which may have ended.</summary>
    public async ValueTask<Result<User>> ProveAsync(User? user, string password, CancellationToken cancellation)
    {
        var locked = user is not null && IsLocked(store.Current, user);
        var right = await passwords.CheckAsync(user?.Id ?? "", user?.PasswordHash, password, cancellation);
        if (user is null || locked)
            return IdentityErrors.Unauthenticated;
        if (!right)
        {
            if (Counts(user))
                await WriteAsync(state => FailedLogins.Add(state, user.Id, rules.LockoutFailureAttempts), user.Id);
            return IdentityErrors.Unauthenticated;
        }
        if (store.Current.In(FailedLogins.Table).Contains(user.Id))
            await WriteAsync(state => FailedLogins.Clear(state, user.Id), user.Id);
        return user;
    }

    /// <summary>Whether any of these hashes is of the password.</summary>
    public async ValueTask<bool> WasUsedAsync(IEnumerable<string> hashes, string password, CancellationToken cancellation)
    {
        foreach (var hash in hashes)
        {
            if (await passwords.MatchesAsync(hash, password, cancellation))
                return true;
        }
        return false;
    }

    private bool IsLocked(Snapshot state, User user) =>
        Counts(user)
        && state.In(FailedLogins.Table).Find(user.Id) is { } failed
        && failed.Count >= rules.LockoutFailureAttempts
        && (rules.LockoutDurationSeconds == 0 || failed.LastAt.AddSeconds(rules.LockoutDurationSeconds) > time.GetUtcNow());

    private bool Counts(User user) => rules.LockoutFailureAttempts > 0 && !UserOptions.Has(user, UserOptions.IgnoreLockout);

    private async ValueTask WriteAsync(Action<Transaction> change, string userId) =>
        await store.WriteAsync(new WriteContext("login", userId), state =>
        {
            change(state);
            return Done.Ok;
        });
}
