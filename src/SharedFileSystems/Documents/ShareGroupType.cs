using Naru.Primitives;

namespace Naru.SharedFileSystems.Documents;

/// <summary>A kind of share group that administrators offer.</summary>
public sealed record ShareGroupType : OfferedType
{
    public EquatableList<NameValue> Specs { get; init; }

    /// <summary>The types that shares of such a group may have.</summary>
    public EquatableList<string> TypeIds { get; init; }
}
