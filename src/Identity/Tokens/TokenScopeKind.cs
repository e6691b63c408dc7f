namespace Naru.Identity.Tokens;

/// <summary>The kinds of scope that a token has.</summary>
public enum TokenScopeKind
{
    Unscoped,
    Project,
    Domain,
    System,
}
