using Naru.Primitives;
using Naru.Protocols.Ovsdb.Monitoring;
using Naru.Protocols.Ovsdb.Rpc;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Replica;

/// <summary>Makes sure that a server is its cluster's leader, for as long as a connection lasts (ovsdb-server(5), database <c>_Server</c>).</summary>
internal sealed class ClusterWatch(string database, OvsdbEndpoint endpoint)
{
    private const string Server = "_Server";
    private const string Monitor = "cluster";
    private readonly Dictionary<Guid, OvsdbRow> _rows = [];

    /// <summary>Looks now, and closes the connection when the server ceases to lead.</summary>
    /// <returns>Why the server cannot be used; null when it can.</returns>
    public async Task<Error?> FollowAsync(OvsdbConnection connection, CancellationToken cancellation)
    {
        MonitorRequest[] requests = [new MonitorRequest("Database", ["name", "model", "connected", "leader"])];
        var isFirst = true;
        var reply = await connection.MonitorAsync(Server, Monitor, requests, null, Look, cancellation);
        if (reply.Error is { } error)
        {
            // A server older than clusters has no such database and is the only one of its kind.
            return error.Type == OvsdbErrors.UnknownDatabase ? null : error;
        }
        return Unfit();

        bool Look(MonitorUpdate update)
        {
            foreach (var row in update.Updates.ByTable.GetValueOrDefault("Database", []))
                Take(row);
            // The first look is answered above, in words.
            var goesOn = isFirst || Unfit() is null;
            isFirst = false;
            return goesOn;
        }
    }

    private void Take(RowUpdate update)
    {
        if (update.Row is null)
            _rows.Remove(update.Uuid);
        else if (update.Kind is RowUpdateKind.Modify && _rows.TryGetValue(update.Uuid, out var row))
            _rows[update.Uuid] = update.Row.Columns.Aggregate(row, (merged, column) => merged.With(column.Key, column.Value));
        else
            _rows[update.Uuid] = update.Row;
    }

    private Error? Unfit()
    {
        if (_rows.Values.FirstOrDefault(row => row["name"]?.Single?.AsString == database) is not { } row)
            return OvsdbErrors.ConnectionClosed($"{endpoint} has no database '{database}'.");
        // A database of one server alone has no leader and needs none.
        if (row["model"]?.Single?.AsString != "clustered")
            return null;
        if (row["connected"]?.Single is { AsBoolean: false })
            return OvsdbErrors.ConnectionClosed($"{endpoint} has lost its cluster.");
        return row["leader"]?.Single is { AsBoolean: true } ? null : OvsdbErrors.ConnectionClosed($"{endpoint} is not the leader of '{database}'.");
    }
}
