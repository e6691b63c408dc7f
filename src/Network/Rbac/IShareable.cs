using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Rbac;

/// <summary>A kind of object that projects may open to others. One for each <c>object_type</c>.</summary>
public interface IShareable
{
    /// <summary>The value of <c>object_type</c>.</summary>
    string ObjectType { get; }

    /// <summary>What may be granted; the first is what the <c>shared</c> attribute stands for.</summary>
    IReadOnlyList<string> Actions { get; }

    /// <summary>Whether a policy for everybody may become one for a project that uses the object, or has to stay while it is used.</summary>
    bool CanBeNarrowed => true;

    /// <summary>The project that owns the object; null when there is no such object.</summary>
    string? OwnerOf(IStateReader state, string objectId);

    /// <summary>Whether the object may be opened to the project, or to everybody.</summary>
    Result<Done> CheckOpening(IStateReader state, string objectId, string target) => Done.Ok;

    /// <summary>Follows the policies of an object into what it says of itself.</summary>
    /// <param name="targets">The projects that policies now open the object to for the action, everybody among them or not.</param>
    void Mark(Transaction state, string objectId, string action, IReadOnlySet<string> targets);

    /// <summary>The projects that use the object, the owner among them or not.</summary>
    IEnumerable<string> UsersOf(IStateReader state, string objectId, string action);
}
