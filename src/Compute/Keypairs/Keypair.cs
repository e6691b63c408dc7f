using Naru.State;

namespace Naru.Compute.Keypairs;

/// <summary>A public key of a user, that instances let in.</summary>
public sealed record Keypair : IDocument
{
    public const string Ssh = "ssh";
    public const string X509 = "x509";

    /// <summary><see cref="KeyOf"/>.</summary>
    public required string Id { get; init; }

    /// <summary>As a number, which old clients show.</summary>
    public int Number { get; init; }

    public required string UserId { get; init; }

    public required string Name { get; init; }

    /// <summary><see cref="Ssh"/> or <see cref="X509"/>.</summary>
    public required string Type { get; init; }

    public required string PublicKey { get; init; }

    public required string Fingerprint { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>A name is unique for its user.</summary>
    public static string KeyOf(string userId, string name) => $"{userId}/{name}";
}
