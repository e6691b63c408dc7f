using Naru.State;

namespace Naru.Identity.Tokens;

/// <summary>Tells whether anything that decides about tokens has changed between two snapshots.</summary>
/// <remarks>Thread-safe: the last answer is one immutable object, and a race only computes it twice.</remarks>
internal sealed class IdentityVersion
{
    private Answer? _last;

    /// <summary>The same object for all snapshots between which no table of Identity changed.</summary>
    public object Of(Snapshot state)
    {
        var last = Volatile.Read(ref _last);
        if (last is not null && ReferenceEquals(last.Snapshot, state))
            return last.Version;
        object[] contents = [.. IdentityTables.DecidingAboutTokens.Select(content => content(state))];
        var version = last is not null && contents.SequenceEqual(last.Version, ReferenceEqualityComparer.Instance) ? last.Version : contents;
        Volatile.Write(ref _last, new Answer(state, version));
        return version;
    }

    private sealed record Answer(Snapshot Snapshot, object[] Version);
}
