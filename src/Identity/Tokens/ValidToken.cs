using System.Collections.Immutable;
using Naru.Identity.ApplicationCredentials;
using Naru.Identity.Projects;
using Naru.Identity.Roles;
using Naru.Identity.Trusts;
using Naru.Identity.Users;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Identity.Tokens;

/// <summary>A token that holds at some state, with what it means there.</summary>
public sealed record ValidToken
{
    public required TokenPayload Payload { get; init; }

    public required User User { get; init; }

    public required Project UserDomain { get; init; }

    /// <summary>The project of a project scope.</summary>
    public Project? Project { get; init; }

    /// <summary>The domain of a domain scope, or the one that the project of a project scope is in.</summary>
    public Project? Domain { get; init; }

    /// <summary>The credential that the token came from, if it did.</summary>
    public ApplicationCredential? ApplicationCredential { get; init; }

    /// <summary>The trust that the token came from, if it did.</summary>
    public Trust? Trust { get; init; }

    public ImmutableArray<Role> Roles { get; init; } = [];

    public Caller ToCaller() => new()
    {
        UserId = User.Id,
        UserName = User.Name,
        UserDomainId = User.DomainId,
        ProjectId = Project?.Id ?? "",
        ProjectName = Project?.Name ?? "",
        ProjectDomainId = Project is null ? "" : Domain!.Id,
        DomainId = Payload.Scope.Kind is TokenScopeKind.Domain ? Payload.Scope.Id : "",
        IsRestricted = ApplicationCredential is { Unrestricted: false },
        SystemScope = Payload.Scope.Kind is TokenScopeKind.System ? "all" : null,
        Roles = Roles.Select(role => role.Name.ToLowerInvariant()).ToEquatableList(),
    };
}
