using Naru.State;

namespace Naru.Rest;

/// <summary>What every change of a resource does to its revision and times.</summary>
public static class StandardResourceChanges
{
    /// <summary>The same resource with the next revision number, changed now.</summary>
    public static T Touched<T>(this T resource, Transaction state) where T : StandardResource =>
        (T)(resource with { RevisionNumber = resource.RevisionNumber + 1, UpdatedAt = state.Time });
}
