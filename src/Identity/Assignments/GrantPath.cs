namespace Naru.Identity.Assignments;

/// <summary>One of the forms in which the API writes role assignments as paths.</summary>
internal sealed record GrantPath(ActorKind Actor, TargetKind Target, bool Inherited)
{
    private static readonly bool[] Either = [false, true];

    /// <summary>Every form: projects and domains also with inheritance, the system without.</summary>
    public static IEnumerable<GrantPath> All =>
        from actor in Enum.GetValues<ActorKind>()
        from target in Enum.GetValues<TargetKind>()
        from inherited in Either
        where !inherited || target is not TargetKind.System
        select new GrantPath(actor, target, inherited);

    /// <summary>The route of the list of roles.</summary>
    public string List => Prefix("{target_id}", "{actor_id}") + Suffix;

    /// <summary>The route of one role.</summary>
    public string One => Prefix("{target_id}", "{actor_id}") + "/{role_id}" + Suffix;

    /// <summary>The path of one assignment.</summary>
    public static string Of(Assignment assignment)
    {
        var path = new GrantPath(assignment.Actor, assignment.Target, assignment.Inherited);
        return $"{path.Prefix(assignment.TargetId, assignment.ActorId)}/{assignment.RoleId}{path.Suffix}";
    }

    private string Suffix => Inherited ? "/inherited_to_projects" : "";

    private string Prefix(string target, string actor)
    {
        var place = Target switch
        {
            TargetKind.Project => $"projects/{target}",
            TargetKind.Domain => $"domains/{target}",
            _ => "system",
        };
        return $"{(Inherited ? "OS-INHERIT/" : "")}{place}/{(Actor is ActorKind.User ? "users" : "groups")}/{actor}/roles";
    }
}
