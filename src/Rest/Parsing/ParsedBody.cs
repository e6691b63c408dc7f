using Naru.Primitives;
using Naru.Rest.Declarations;

namespace Naru.Rest.Parsing;

/// <summary>A request body whose values were read and checked, ready to be put into a record.</summary>
public sealed class ParsedBody<T>(IReadOnlyList<Func<T, T>> changes, IReadOnlyList<ExtraAttribute> extras, ExtraAttributes<T>? keeper, Given given)
{
    public Given Given => given;

    public Result<T> ApplyTo(T resource)
    {
        foreach (var change in changes)
            resource = change(resource);
        return keeper is null || extras.Count == 0 ? resource : keeper.Merge(resource, extras);
    }
}
