using Naru.Images.Documents;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Images.Requests;

/// <summary>Which images somebody sees, and what they may do with them.</summary>
internal sealed class ImageAccess(PolicyTable policies)
{
    /// <summary>The image, if the caller may know of it and do what the rule names.</summary>
    public Result<Image> Find(IStateReader state, Caller caller, string id, string rule)
    {
        if (state.In(ImageTables.Images).Find(id) is not { } image || !Sees(state, caller, image))
            return GlanceErrors.NotFound(id);
        return Allows(state, caller, image, rule) ? image : GlanceErrors.NotAllowed(rule);
    }

    public bool Allows(IStateReader state, Caller caller, Image image, string rule) =>
        policies.Allows(rule, caller, new ImageTarget(image, Membership(state, caller, image)?.ProjectId));

    /// <summary>Whether the caller may do something in the project of the token.</summary>
    public bool AllowsInProject(Caller caller, string rule, string? owner) => policies.Allows(rule, caller, new ProjectTarget(caller.ProjectId, owner));

    public static bool Owns(Caller caller, Image image) => image.Owner is { Length: > 0 } owner && owner == caller.ProjectId;

    public static ImageMember? Membership(IStateReader state, Caller caller, Image image) => image.Visibility == Visibility.Shared
        ? state.In(ImageTables.Members).Find(ImageMember.KeyOf(image.Id, caller.ProjectId))
        : null;

    private static bool Sees(IStateReader state, Caller caller, Image image) =>
        caller.IsAdmin || Owns(caller, image) || image.Visibility is Visibility.Public or Visibility.Community || Membership(state, caller, image) is not null;

    private readonly struct ProjectTarget(string projectId, string? owner) : IPolicyTarget
    {
        public string? Attribute(string name) => name switch
        {
            "project_id" => projectId,
            "owner" => owner,
            _ => null,
        };
    }
}
