using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>A service that knows the users of a project: LDAP, Kerberos or Active Directory.</summary>
public sealed record SecurityService : IDocument
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string Type { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? DnsIp { get; init; }

    public string? Server { get; init; }

    public string? Domain { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? Ou { get; init; }

    public string? DefaultAdSite { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
