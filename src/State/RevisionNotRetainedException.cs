namespace Naru.State;

/// <summary>
/// A watcher asked for commits that are not kept in memory any more, or fell too far behind.
/// It has to take the whole of <see cref="Store.Current"/> and watch from that revision.
/// </summary>
public sealed class RevisionNotRetainedException(long revision, long oldest)
    : Exception($"The commit of revision {revision} is not kept in memory; the oldest is {oldest}. Start again from the current snapshot.")
{
    public long Revision => revision;

    /// <summary>The oldest revision whose commit can still be watched.</summary>
    public long Oldest => oldest;
}
