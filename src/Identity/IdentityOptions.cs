using Naru.Identity.Passwords;

namespace Naru.Identity;

/// <summary>What an operator decides about Identity.</summary>
public sealed record IdentityOptions
{
    /// <summary>Where <c>admin-password</c> is written on the first start; only its owner can read it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The administrator's password of the first start, which is then not written anywhere; null: a random one is made.</summary>
    public string? FirstPassword { get; init; }

    /// <summary>The URL at which clients reach this program, without a path: <c>http://203.0.113.5:8080</c>.</summary>
    public required string PublicUrl { get; init; }

    public string Region { get; init; } = "RegionOne";

    /// <summary>The services of the catalog that this program answers for.</summary>
    public IReadOnlyList<BuiltInService> Services { get; init; } =
    [
        BuiltInService.Identity, BuiltInService.Network, BuiltInService.Image, BuiltInService.Compute, BuiltInService.ObjectStore,
        BuiltInService.Share, BuiltInService.SharedFileSystem,
        BuiltInService.Volume, BuiltInService.BlockStorage,
    ];

    public PasswordRules Passwords { get; init; } = new();

    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);
}
