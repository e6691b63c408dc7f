namespace Naru.Rest.Declarations;

/// <summary>The standard operations of a resource.</summary>
[Flags]
public enum Operations
{
    None = 0,
    List = 1,
    Show = 2,
    Create = 4,
    Update = 8,
    Delete = 16,
    Read = List | Show,
    All = Read | Create | Update | Delete,
}
