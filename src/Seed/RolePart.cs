using Naru.Identity.Assignments;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Seed;

/// <summary><c>roles</c> of a user or group: <c>{role: member, project: shop}</c>, or on a <c>domain</c>, or <c>system: all</c>; <c>inherited: true</c>.</summary>
internal sealed class RolePart(ActorKind actor) : ISeedPart
{
    public IReadOnlyList<string> Owners => [actor is ActorKind.User ? "user" : "group"];

    public string Key => "roles";

    public Result<Done> Apply(Transaction state, Caller caller, string ownerId, SeedNode item, SeedReferences ids)
    {
        if (ids.Find(item, "role") is not { } role || Target(item, ids) is not { } target)
            return Error.Invalid("expected a role and what it is given on, such as {role: member, project: shop}");
        var inherited = item is SeedMap map && map.TextOf("inherited") is "true" or "True";
        var assignment = new Assignment(actor, ownerId, target.Kind, target.Id, role, inherited);
        if (!state.In(AssignmentTable.Table).Contains(assignment.Id))
            state.Insert(AssignmentTable.Table, assignment);
        return Done.Ok;
    }

    private static (TargetKind Kind, string Id)? Target(SeedNode item, SeedReferences ids)
    {
        if (ids.Find(item, "project") is { } project)
            return (TargetKind.Project, project);
        if (ids.Find(item, "domain") is { } domain)
            return (TargetKind.Domain, domain);
        return item is SeedMap map && map.TextOf("system") == "all" ? (TargetKind.System, Assignment.SystemTarget) : null;
    }
}
