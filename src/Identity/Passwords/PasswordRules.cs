using System.Text.RegularExpressions;
using Naru.Identity.Users;

namespace Naru.Identity.Passwords;

/// <summary>How passwords must be and how long they hold: the options of Keystone's <c>[security_compliance]</c>. By default nothing is asked.</summary>
/// <remarks>Properties are set and not init, because generated readers give an init property that the file lacks no default.</remarks>
public sealed record PasswordRules
{
    // A password is up to 4096 characters of somebody's choice.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>What a password must match from its beginning; null: anything.</summary>
    public string? Regex { get; set; }

    /// <summary><see cref="Regex"/> in words, for whoever is refused.</summary>
    public string? RegexDescription { get; set; }

    /// <summary>How many of somebody's last passwords a new one of their own choice must differ from; 0: none.</summary>
    public int UniqueLastCount { get; set; }

    /// <summary>How long a password that somebody chose must be kept; an administrator may reset it before.</summary>
    public int MinimumAgeDays { get; set; }

    /// <summary>How long a password holds; 0: for ever.</summary>
    public int ExpiresDays { get; set; }

    /// <summary>After how many wrong passwords in a row nobody is let in as that user; 0: never.</summary>
    public int LockoutFailureAttempts { get; set; }

    /// <summary>How long such a user stays locked; 0: until an administrator enables it.</summary>
    public int LockoutDurationSeconds { get; set; } = 1800;

    /// <summary>A password that an administrator set must be changed before it is good for a token.</summary>
    public bool ChangeUponFirstUse { get; set; }

    /// <summary>What is wrong with these rules, beginning with the option's name; null: nothing.</summary>
    public string? Problem()
    {
        if (UniqueLastCount < 0 || MinimumAgeDays < 0 || ExpiresDays < 0 || LockoutFailureAttempts < 0 || LockoutDurationSeconds < 0)
            return "*: a number is negative.";
        if (ExpiresDays > 0 && MinimumAgeDays >= ExpiresDays)
            return $"minimumAgeDays: {MinimumAgeDays} days is not less than expiresDays, {ExpiresDays}: nobody could change a password in time.";
        try
        {
            _ = Expression();
            return null;
        }
        catch (ArgumentException exception)
        {
            return $"regex: {exception.Message}";
        }
    }

    /// <returns>Why the password is refused; null: it is not.</returns>
    internal string? Refusal(string password)
    {
        try
        {
            return Expression() is { } expression && !expression.IsMatch(password)
                ? $"The password does not match the requirements: {RegexDescription ?? Regex}."
                : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return $"The password could not be compared with the requirements in time: {RegexDescription ?? Regex}.";
        }
    }

    /// <summary>When a password set now ends; null: never.</summary>
    internal DateTimeOffset? Expiry(DateTimeOffset now, User user)
    {
        if (ExpiresDays == 0 || UserOptions.Has(user, UserOptions.IgnorePasswordExpiry))
            return null;
        var ends = now.AddDays(ExpiresDays);
        return new DateTimeOffset(ends.UtcTicks - ends.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
    }

    // As Keystone does it: from the beginning, but not to the end.
    private Regex? Expression() => Regex is null ? null : new Regex($"^(?:{Regex})", RegexOptions.CultureInvariant, Patience);
}
