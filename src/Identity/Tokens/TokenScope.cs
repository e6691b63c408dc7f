namespace Naru.Identity.Tokens;

/// <summary>What a token is for.</summary>
/// <param name="Id">The project or domain; empty for the others.</param>
public sealed record TokenScope(TokenScopeKind Kind, string Id)
{
    public static readonly TokenScope Unscoped = new(TokenScopeKind.Unscoped, "");

    public static readonly TokenScope System = new(TokenScopeKind.System, "");
}
