namespace Naru.Identity.Assignments;

/// <summary>Who has a role.</summary>
public enum ActorKind
{
    User,
    Group,
}
