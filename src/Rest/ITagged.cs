using Naru.Primitives;

namespace Naru.Rest;

/// <summary>A resource with tags, which lists can be filtered by.</summary>
public interface ITagged
{
    EquatableList<string> Tags { get; }
}
