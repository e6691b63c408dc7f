using Naru.Primitives;

namespace Naru.Identity;

/// <summary>The refusals that several parts of the Identity API share, in its own words.</summary>
internal static class IdentityErrors
{
    /// <summary>One answer for every reason why somebody is not who they say: the reason would help an attacker.</summary>
    public static readonly Error Unauthenticated =
        new(ErrorKind.Unauthenticated, "Unauthorized", "The request you have made requires authentication.");

    /// <summary>Whoever knows the password may learn that it has ended: it is how they find out that it must be changed.</summary>
    public static Error PasswordExpired(string userId) =>
        new(ErrorKind.Unauthenticated, "Unauthorized", $"The password is expired and needs to be changed for user: {userId}.");

    public static Error NotFound(string what, string id) =>
        Error.NotFound("NotFound", $"Could not find {what}: {(id.Length > 64 ? id[..64] : id)}.");

    public static Error Forbidden(string message) => Error.Forbidden("Forbidden", message);

    public static Error NotAllowed(string action) =>
        Forbidden($"You are not authorized to perform the requested action: identity:{action}.");

    public static Error Duplicate(string what, string explanation) =>
        Error.Conflict("Conflict", $"Conflict occurred attempting to store {what} - {explanation}.");

    public static Error Invalid(string message) => new(ErrorKind.Invalid, "ValidationError", message);
}
