using System.Text.Json;

namespace Naru.Identity.Users;

/// <summary>The names in a user's <c>options</c> that mean something (Identity API v3, "Users", resource options).</summary>
internal static class UserOptions
{
    public const string IgnorePasswordExpiry = "ignore_password_expiry";
    public const string IgnoreChangeUponFirstUse = "ignore_change_password_upon_first_use";
    public const string IgnoreLockout = "ignore_lockout_failure_attempts";
    public const string LockPassword = "lock_password";

    public static bool Has(User user, string name)
    {
        // Almost everybody has none.
        if (user.Options.Length <= 2)
            return false;
        using var options = JsonDocument.Parse(user.Options);
        return options.RootElement.ValueKind is JsonValueKind.Object
            && options.RootElement.TryGetProperty(name, out var option) && option.ValueKind is JsonValueKind.True;
    }
}
