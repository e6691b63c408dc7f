namespace Naru.Identity.Assignments;

/// <summary>What a role is given on.</summary>
public enum TargetKind
{
    Project,
    Domain,
    System,
}
