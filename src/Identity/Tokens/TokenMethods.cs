namespace Naru.Identity.Tokens;

/// <summary>How somebody proved who they are.</summary>
[Flags]
public enum TokenMethods
{
    None = 0,
    Password = 1,
    Token = 2,
    ApplicationCredential = 4,
}
