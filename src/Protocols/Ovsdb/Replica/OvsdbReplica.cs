using System.Collections.Immutable;
using System.Security.Cryptography;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Monitoring;
using Naru.Protocols.Ovsdb.Rpc;
using Naru.Protocols.Ovsdb.Schema;
using Naru.Protocols.Ovsdb.Transactions;

namespace Naru.Protocols.Ovsdb.Replica;

/// <summary>Keeps a copy of chosen tables of a database in memory, through every loss of the connection.</summary>
/// <remarks>
/// <see cref="Current"/> is immutable and swapped with one assignment, so it may be read from anywhere. After
/// <see cref="TransactAsync"/> returned, the copy holds what the transaction changed: the server sends a client its own
/// changes before the reply (RFC 7047 §4.1.5), and both are read by one loop. A monitor that resumes is told only what it missed.
/// </remarks>
public sealed class OvsdbReplica : IAsyncDisposable
{
    private const string Monitor = "replica";

    private readonly ImmutableArray<OvsdbEndpoint> _endpoints;
    private readonly ReplicaOptions _options;
    private readonly ImmutableArray<TableReplica> _tables;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private volatile Published _published;
    private volatile OvsdbConnection? _connection;

    // Owned by the session: written by its reading loop, read again once that has ended.
    private DatabaseSchema? _schema;
    private string? _lastTransaction;
    private bool _loaded;
    private volatile bool _holdsLock;
    private bool _isDisposed;

    /// <summary>Starts to connect at once; <see cref="Current"/> tells when there is something to see.</summary>
    public OvsdbReplica(OvsdbEndpoint endpoint, ReplicaOptions options)
        : this([endpoint], options)
    {
    }

    /// <summary>Follows whichever of a cluster's servers is there, or is its leader (<see cref="ReplicaOptions.LeaderOnly"/>).</summary>
    public OvsdbReplica(IReadOnlyList<OvsdbEndpoint> endpoints, ReplicaOptions options)
    {
        (_endpoints, _options) = ([.. endpoints], options);
        _tables = [.. options.Tables.Select(table => table.NewReplica())];
        _published = new Published(Snapshot(isConnected: false, problem: null));
        _loop = RunAsync();
    }

    public ReplicaSnapshot Current => _published.Snapshot;

    /// <summary>The next snapshot after one that was seen; changes in between count as one.</summary>
    public async Task<ReplicaSnapshot> NextAsync(ReplicaSnapshot seen, CancellationToken cancellation)
    {
        var published = _published;
        if (ReferenceEquals(published.Snapshot, seen))
            await published.Superseded.Task.WaitAsync(cancellation);
        return Current;
    }

    /// <summary>Waits for a snapshot that meets the condition. One that lasts shorter than a look at it may be missed.</summary>
    public async Task<ReplicaSnapshot> WaitUntilAsync(Func<ReplicaSnapshot, bool> condition, CancellationToken cancellation)
    {
        var snapshot = Current;
        while (!condition(snapshot))
            snapshot = await NextAsync(snapshot, cancellation);
        return snapshot;
    }

    /// <summary>Waits until the copy is whole and current.</summary>
    public Task<ReplicaSnapshot> ReadyAsync(CancellationToken cancellation) =>
        WaitUntilAsync(snapshot => snapshot is { IsConnected: true, IsLoaded: true }, cancellation);

    /// <summary>Runs the operations as one transaction, if the database is there now; <see cref="OvsdbErrors.Disconnected"/> if not.</summary>
    public async Task<Result<EquatableList<OperationResult>>> TransactAsync(IReadOnlyList<Operation> operations, CancellationToken cancellation) =>
        _connection is { } connection
            ? await connection.TransactAsync(_options.Database, operations, cancellation)
            : OvsdbErrors.ConnectionClosed(Current.Problem?.Message ?? $"{string.Join(',', _endpoints)} has not answered yet.");

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _published.Superseded.TrySetCanceled(CancellationToken.None);
    }

    private async Task RunAsync()
    {
        var pause = _options.FirstRetry;
        for (var turn = 0; !_stop.IsCancellationRequested; turn++)
        {
            try
            {
                var (problem, wasUp) = await SessionAsync(_endpoints[turn % _endpoints.Length], _stop.Token);
                _holdsLock = false;
                Publish(isConnected: false, problem);
                // The others are asked at once; after all have refused there is no hurry.
                if (wasUp)
                    pause = _options.FirstRetry;
                else if (turn % _endpoints.Length == _endpoints.Length - 1)
                    pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, _options.LongestRetry.Ticks));
                await Task.Delay(Jittered(pause), _options.Rpc.Time, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>One connection, from its opening to its end.</summary>
    /// <returns>Why it ended, and whether it ever worked.</returns>
    private async Task<(Error Problem, bool WasUp)> SessionAsync(OvsdbEndpoint endpoint, CancellationToken cancellation)
    {
        var opened = await OvsdbConnection.ConnectAsync(endpoint, _options.Rpc, cancellation);
        if (!opened.TryGet(out var connection, out var problem))
            return (problem, false);
        try
        {
            if (_options.LeaderOnly && await new ClusterWatch(_options.Database, endpoint).FollowAsync(connection, cancellation) is { } unfit)
                return (unfit, false);
            if (await FollowAsync(connection, cancellation) is { } failure)
                return (failure, false);
            if (_options.Lock is { } name)
                await TakeLockAsync(connection, name, cancellation);
            return (await connection.Closed.WaitAsync(cancellation), true);
        }
        finally
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    private async Task TakeLockAsync(OvsdbConnection connection, string name, CancellationToken cancellation)
    {
        connection.LockChanged = (changed, isOurs) =>
        {
            if (changed == name)
                Hold(isOurs);
        };
        if ((await connection.LockAsync(name, cancellation)).TryGet(out var isOurs, out _) && isOurs)
            Hold(true);
    }

    private void Hold(bool isOurs)
    {
        _holdsLock = isOurs;
        Publish(isConnected: true, problem: null);
    }

    private async Task<Error?> FollowAsync(OvsdbConnection connection, CancellationToken cancellation)
    {
        if (!(await connection.GetSchemaAsync(_options.Database, cancellation)).TryGet(out var schema, out var error))
            return error;
        // With another schema the columns asked for may be others, and what was missed cannot be told as differences.
        if (schema != _schema)
            (_schema, _lastTransaction) = (schema, null);
        var requests = Requests(schema);
        var reply = await connection.MonitorAsync(
            _options.Database, Monitor, requests, _lastTransaction, update => TryApply(update, schema, connection), cancellation);
        return reply.Error;
    }

    /// <summary>What the server has of what is wanted: an older switch lacks some columns, and they stay at their defaults.</summary>
    private List<MonitorRequest> Requests(DatabaseSchema schema) =>
    [
        .. from table in _options.Tables
           where schema.Tables.ContainsKey(table.Name)
           let known = schema.Tables[table.Name].Columns
           select new MonitorRequest(table.Name, table.Columns.Where(known.ContainsKey).ToEquatableList()),
    ];

    private bool TryApply(MonitorUpdate update, DatabaseSchema schema, OvsdbConnection connection)
    {
        if (update.IsWhole)
        {
            foreach (var table in _tables)
                table.Clear();
        }
        foreach (var table in _tables)
        {
            if (update.Updates.ByTable.TryGetValue(table.Model.Name, out var rows) && !table.TryApply(rows, schema.Tables[table.Model.Name]))
            {
                // Half of it is applied: only a whole copy mends that.
                _lastTransaction = null;
                return false;
            }
        }
        (_lastTransaction, _loaded) = (update.LastTransaction, true);
        _connection = connection;
        Publish(isConnected: true, problem: null);
        return true;
    }

    private void Publish(bool isConnected, Error? problem)
    {
        var before = _published;
        _published = new Published(Snapshot(isConnected, problem));
        before.Superseded.TrySetResult();
    }

    private ReplicaSnapshot Snapshot(bool isConnected, Error? problem) =>
        new(_tables.ToImmutableDictionary(table => table.Model.Name, table => table.Snapshot), isConnected, _loaded, isConnected && _holdsLock, problem);

    private static TimeSpan Jittered(TimeSpan pause) => pause * (0.5 + (RandomNumberGenerator.GetInt32(500) / 1000.0));

    private sealed record Published(ReplicaSnapshot Snapshot)
    {
        public TaskCompletionSource Superseded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
