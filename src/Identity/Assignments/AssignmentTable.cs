using Naru.State;

namespace Naru.Identity.Assignments;

/// <summary>Where role assignments are kept.</summary>
public static class AssignmentTable
{
    public static readonly Table<Assignment> Table = new("role_assignments", AssignmentJson.Default.Assignment);

    public static readonly Index<Assignment, string> ByActor = Table.IndexBy("actor", assignment => assignment.ActorId);

    public static readonly Index<Assignment, string> ByTarget = Table.IndexBy("target", assignment => assignment.TargetId);

    public static readonly Index<Assignment, string> ByRole = Table.IndexBy("role", assignment => assignment.RoleId);
}
