using System.Collections.Concurrent;

namespace Naru.Network.Routers.HighAvailability;

/// <summary>What has been promised to hosts: that nobody is named in their place for a while. Kept in memory only.</summary>
/// <remarks>
/// A host counts its lease from the moment it sent the beat, and this book from the later one in which it was answered, so the
/// book's end of a lease is never the earlier one.
/// </remarks>
public sealed class LeaseBook(TimeProvider time, NetworkOptions options)
{
    /// <summary>Clocks of two hosts do not run at quite the same speed.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);

    /// <summary>A server that starts has forgotten its promises, and hosts need a moment to come back to it.</summary>
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Entry> _hosts = new();
    private readonly long _start = time.GetTimestamp();

    /// <summary>Answers a sign of life.</summary>
    /// <param name="revision">The revision of the view that the host acts on.</param>
    /// <returns>The length of the lease in milliseconds; 0 for a host that does not know yet what it has lost.</returns>
    public int Grant(string host, long revision)
    {
        var entry = _hosts.GetOrAdd(host, _ => new Entry());
        lock (entry)
        {
            entry.Known = revision;
            if (revision < entry.MustKnow)
                return 0;
            entry.Granted = time.GetTimestamp();
            return (int)options.RouterLease.TotalMilliseconds;
        }
    }

    /// <summary>Whether whatever the host was promised is over.</summary>
    public bool IsExpired(string host)
    {
        if (!_hosts.TryGetValue(host, out var entry))
            return time.GetElapsedTime(_start) > FirstPatience;
        lock (entry)
            return IsExpired(entry);
    }

    /// <summary>Whether the host is known to act on a view of this revision or a later one; null when it has not been heard of since the start.</summary>
    public bool? Knows(string host, long revision)
    {
        if (!_hosts.TryGetValue(host, out var entry))
            return null;
        lock (entry)
            return entry.Known >= revision;
    }

    /// <summary>Promises nothing more to the host until it knows a revision.</summary>
    public void Require(string host, long revision)
    {
        var entry = _hosts.GetOrAdd(host, _ => new Entry { Granted = _start });
        lock (entry)
            entry.MustKnow = revision;
    }

    private bool IsExpired(Entry entry) => time.GetElapsedTime(entry.Granted) > options.RouterLease + Margin;

    private sealed class Entry
    {
        public long Granted { get; set; }

        public long Known { get; set; } = -1;

        public long MustKnow { get; set; }
    }
}
