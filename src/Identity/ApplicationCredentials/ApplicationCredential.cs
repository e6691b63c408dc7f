using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Identity.ApplicationCredentials;

/// <summary>A secret with which a program acts as its user, on one project, with some of the user's roles there.</summary>
public sealed record ApplicationCredential : IdentityResource, IChildResource
{
    public string Name { get; init; } = "";

    public string? Description { get; init; }

    public string UserId { get; init; } = "";

    public string OnProjectId { get; init; } = "";

    /// <summary>As <see cref="Passwords.PasswordHash"/> makes it.</summary>
    public string SecretHash { get; init; } = "";

    public EquatableList<string> RoleIds { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>May make and delete application credentials and trusts.</summary>
    public bool Unrestricted { get; init; }

    /// <summary>Null: every request; otherwise only those that one of the rules covers.</summary>
    public EquatableList<string>? AccessRuleIds { get; init; }

    public IChildResource WithParent(string parentId) => this with { UserId = parentId };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<Rest.Declarations.ExtraAttribute>)])]
[JsonSerializable(typeof(ApplicationCredential))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Rest.Declarations.ExtraAttribute))]
internal sealed partial class ApplicationCredentialJson : JsonSerializerContext;
