namespace Naru.Walk.Switching;

/// <summary>All connections that a walk makes, by host or namespace and by zone.</summary>
internal sealed class ConnectionTracking
{
    private readonly Dictionary<(string Space, ushort Zone, ConnectionKey Key), (TrackedConnection Connection, bool IsReply)> _known = [];

    public bool TryFind(string space, ushort zone, ConnectionKey key, out TrackedConnection? connection, out bool isReply)
    {
        var found = _known.TryGetValue((space, zone, key), out var entry);
        (connection, isReply) = entry;
        if (found && isReply)
            entry.Connection.HasSeenReply = true;
        return found;
    }

    public void Remember(string space, ushort zone, TrackedConnection connection)
    {
        _known[(space, zone, connection.Original)] = (connection, false);
        // A packet to oneself is the same in both directions.
        _known.TryAdd((space, zone, connection.Reply), (connection, true));
    }
}
