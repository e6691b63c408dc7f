using Naru.Identity.Passwords;
using Naru.Primitives;

namespace Naru.Identity.Users;

/// <summary>Gives a user a new password; the one before becomes one of those that may not come back.</summary>
internal static class PasswordChange
{
    public static User Apply(User user, string? hash, PasswordRules rules, DateTimeOffset now)
    {
        // A new user has the new password already and none before.
        var former = user.PasswordHash is { } old && old != hash ? user.FormerPasswords.Items.Append(old) : user.FormerPasswords.Items;
        return user with
        {
            PasswordHash = hash,
            PasswordSetAt = now,
            PasswordExpiresAt = rules.Expiry(now, user),
            PasswordIsOwn = false,
            FormerPasswords = former.TakeLast(Math.Max(0, rules.UniqueLastCount - 1)).ToEquatableList(),
        };
    }

    /// <summary>Why its owner may not change the password now; null: it may.</summary>
    public static Error? Refusal(User user, PasswordRules rules, DateTimeOffset now)
    {
        if (UserOptions.Has(user, UserOptions.LockPassword))
            return IdentityErrors.Invalid("The password of this user is locked: ask an administrator to reset it.");
        if (!user.PasswordIsOwn || user.PasswordSetAt is not { } set)
            return null;
        var until = set.AddDays(rules.MinimumAgeDays);
        return until <= now ? null : IdentityErrors.Invalid(
            $"A password must be used for {rules.MinimumAgeDays} days before it can be changed; {(int)(until - now).TotalDays} more whole days are left. An administrator can reset it.");
    }
}
