using Naru.Primitives;

namespace Naru.Rest.Declarations;

/// <summary>Where a resource keeps the attributes that its declaration does not know (users, projects and roles of the Identity API).</summary>
public sealed class ExtraAttributes<T>(Func<T, EquatableList<ExtraAttribute>> get, Func<T, EquatableList<ExtraAttribute>, T> set)
{
    /// <summary>The most attributes that one resource keeps.</summary>
    public const int MaxCount = 64;

    public EquatableList<ExtraAttribute> Of(T resource) => get(resource);

    /// <summary>The resource with the given attributes added or replaced.</summary>
    public Result<T> Merge(T resource, IReadOnlyList<ExtraAttribute> given)
    {
        var kept = get(resource).Items.Where(old => !given.Any(replacement => replacement.Name == old.Name));
        var merged = kept.Concat(given).ToEquatableList();
        return merged.Count > MaxCount
            ? new Error(ErrorKind.Invalid, "HTTPBadRequest", $"The resource would have {merged.Count} additional attributes; at most {MaxCount} are kept.")
            : set(resource, merged);
    }
}
