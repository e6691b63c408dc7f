namespace Naru.Identity.Assignments;

/// <summary>An assignment in a list.</summary>
/// <param name="Given">The assignment that it came from; null when it was given as it is shown.</param>
/// <param name="PriorRoleId">The role that implies the shown one; null when the role was given itself.</param>
internal sealed record ShownAssignment(Assignment Assignment, Assignment? Given = null, string? PriorRoleId = null);
