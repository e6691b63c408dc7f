using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Identity.Users;

/// <summary>Somebody, or a program, that can log in.</summary>
public sealed record User : IdentityResource
{
    public string Name { get; init; } = "";

    public string DomainId { get; init; } = "";

    public bool Enabled { get; init; } = true;

    public string? Description { get; init; }

    /// <summary>The scope of a token that is asked for without one. It need not exist.</summary>
    public string? DefaultProjectId { get; init; }

    /// <summary>As <see cref="Passwords.PasswordHash"/> makes it; null: cannot log in with a password.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Since when <see cref="PasswordHash"/> is the password; null: nobody knows any more.</summary>
    public DateTimeOffset? PasswordSetAt { get; init; }

    /// <summary>From when on the password is good for nothing but to be changed; null: never.</summary>
    public DateTimeOffset? PasswordExpiresAt { get; init; }

    /// <summary>Its owner chose the password, not an administrator.</summary>
    public bool PasswordIsOwn { get; init; }

    /// <summary>Hashes of the passwords before, the oldest first; as many as the rules ask about.</summary>
    public EquatableList<string> FormerPasswords { get; init; }

    /// <summary>A JSON object, such as <c>{"lock_password": true}</c>.</summary>
    public string Options { get; init; } = "{}";

    /// <summary>Grows when all tokens of the user must die: new password, disabled. Tokens carry the number they were issued under.</summary>
    public int TokenGeneration { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class UserJson : JsonSerializerContext;
