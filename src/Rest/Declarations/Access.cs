namespace Naru.Rest.Declarations;

/// <summary>When a client may give a field.</summary>
[Flags]
public enum Access
{
    /// <summary>The server's own: giving it is an error.</summary>
    ReadOnly = 0,
    Create = 1,
    Update = 2,
    CreateUpdate = Create | Update,
}
