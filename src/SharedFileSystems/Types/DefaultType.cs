using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.State;

namespace Naru.SharedFileSystems.Types;

/// <summary>The type that shares get when nobody names one; made when there is none at all.</summary>
internal static class DefaultType
{
    private static readonly WriteContext Context = new("shares", "shares");

    /// <param name="capabilities">Of the pool that serves it.</param>
    public static Task<Result<Done>> EnsureAsync(Store store, IReadOnlyDictionary<string, string> capabilities, CancellationToken cancellation) => store.WriteAsync(
        Context,
        state =>
        {
            if (state.In(ShareTables.Types).Count > 0)
                return Done.Ok;
            state.Insert(ShareTables.Types, new ShareType
            {
                Id = Guid.NewGuid().ToString(),
                Name = "default",
                Description = "All that the shares of this cloud can do.",
                IsPublic = true,
                IsDefault = true,
                ExtraSpecs =
                [
                    new NameValue(ExtraSpecs.HandlesShareServers, "False"),
                    .. ExtraSpecs.Implied.Keys.Select(name => new NameValue(name, capabilities[name])),
                ],
                CreatedAt = state.Time,
            });
            return Done.Ok;
        },
        cancellation);
}
