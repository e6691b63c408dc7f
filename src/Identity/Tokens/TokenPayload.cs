namespace Naru.Identity.Tokens;

/// <summary>What a token says by itself. Everything else (names, roles, whether it still holds) is looked up when it is used.</summary>
public sealed record TokenPayload
{
    public required string UserId { get; init; }

    /// <summary>The user's <see cref="Users.User.TokenGeneration"/> when the token was issued.</summary>
    public required int Generation { get; init; }

    public required TokenMethods Methods { get; init; }

    public required TokenScope Scope { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Names the token in revocations and logs: 16 random bytes in base64url.</summary>
    public required string AuditId { get; init; }

    /// <summary>The audit id of the first token in the chain of tokens that this one came from.</summary>
    public string? ChainId { get; init; }

    public string? ApplicationCredentialId { get; init; }

    public string? TrustId { get; init; }
}
