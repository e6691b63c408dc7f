namespace Naru.SharedFileSystems.Documents;

/// <summary>What is to be done with a share or a snapshot. It is recorded apart from the status, which administrators may set to anything.</summary>
public enum ShareWork
{
    None,
    Create,
    Extend,
    Shrink,
    Revert,
    Manage,
    Unmanage,
    Delete,
}
