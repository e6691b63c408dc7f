using Naru.Primitives;

namespace Naru.Rest;

/// <summary>Who makes a request and in which scope, as the token says.</summary>
public sealed record Caller
{
    /// <summary>The program itself, for what it does on nobody's behalf.</summary>
    public static readonly Caller System = new() { UserId = "", Roles = ["admin"], SystemScope = "all" };

    public required string UserId { get; init; }

    public string UserName { get; init; } = "";

    public string UserDomainId { get; init; } = "";

    /// <summary>The project of the scope; empty for domain, system and unscoped tokens.</summary>
    public string ProjectId { get; init; } = "";

    public string ProjectName { get; init; } = "";

    /// <summary>The domain that the project of the scope is in; empty without one.</summary>
    public string ProjectDomainId { get; init; } = "";

    /// <summary>The domain of a domain scope; empty otherwise.</summary>
    public string DomainId { get; init; } = "";

    /// <summary><c>all</c> for a system-scoped token, otherwise null.</summary>
    public string? SystemScope { get; init; }

    /// <summary>Names of the roles, implied ones included, lower case.</summary>
    public EquatableList<string> Roles { get; init; }

    /// <summary>The token comes from a restricted application credential: it may not make credentials of its own.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Identifies this request in answers, journal and logs: <c>req-…</c>.</summary>
    public string RequestId { get; init; } = "";

    public bool IsAdmin => HasRole("admin");

    public bool HasRole(string name) => Roles.Items.Contains(name);
}
