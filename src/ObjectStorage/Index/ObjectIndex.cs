using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Naru.Primitives;

namespace Naru.ObjectStorage.Index;

/// <summary>What is stored, by account, container and name: an SQLite file. Bytes of larger objects are elsewhere.</summary>
/// <remarks>
/// All changes run on one thread; those that wait for it share a transaction and its fsync, and are answered after it. A change
/// that is refused or fails leaves nothing behind and does not concern the others. Readers see the last transaction that is durable.
/// </remarks>
internal sealed class ObjectIndex : IAsyncDisposable
{
    private const int MostPerTransaction = 512;

    private readonly string _path;
    private readonly Action<IReadOnlyList<string>> _release;
    private readonly SqliteConnection _connection;
    private readonly Channel<Change> _changes = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentBag<(SqliteConnection Connection, Statements Statements)> _readers = [];
    private readonly Task _writing;

    /// <param name="release">Is given the files that nothing needs any more, after the change is durable.</param>
    public ObjectIndex(string path, Action<IReadOnlyList<string>> release)
    {
        (_path, _release) = (path, release);
        _connection = Open(SqliteOpenMode.ReadWriteCreate);
        Execute(IndexSchema.Settings);
        Prepare();
        _writing = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The disk is full (SQLITE_FULL).</summary>
    public static bool IsFull(SqliteException exception) => exception.SqliteErrorCode == 13;

    public T Read<T>(Func<IndexReader, T> question)
    {
        if (!_readers.TryTake(out var reader))
        {
            var connection = Open(SqliteOpenMode.ReadOnly);
            reader = (connection, new Statements(connection));
        }
        try
        {
            // One transaction, so that several questions are about the same moment.
            using var transaction = reader.Connection.BeginTransaction(deferred: true);
            reader.Statements.Transaction = transaction;
            var answer = question(new IndexReader(reader.Statements));
            transaction.Commit();
            return answer;
        }
        finally
        {
            _readers.Add(reader);
        }
    }

    /// <summary>Runs a change; the answer comes when it is durable. A change that answers with an error is rolled back.</summary>
    /// <param name="change">Is run again when another one that shares its transaction is refused, and so changes nothing but what it is given.</param>
    public Task<Result<T>> WriteAsync<T>(Func<IndexWriter, Result<T>> change)
    {
        var pending = new Change<T>(change);
        return _changes.Writer.TryWrite(pending) ? pending.Answer : throw new ObjectDisposedException(nameof(ObjectIndex));
    }

    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await _writing;
        foreach (var (connection, statements) in _readers)
        {
            statements.Dispose();
            await connection.DisposeAsync();
        }
        await _connection.DisposeAsync();
    }

    private void Write()
    {
        using var statements = new Statements(_connection);
        var batch = new List<Change>();
        while (_changes.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < MostPerTransaction && _changes.Reader.TryRead(out var change))
                batch.Add(change);
            try
            {
                Commit(statements, batch);
            }
            catch (SqliteException exception)
            {
                batch.ForEach(change => change.Fail(exception));
            }
        }
    }

    private void Commit(Statements statements, List<Change> batch)
    {
        // Hardly any change is refused, and a savepoint costs as much as a small change.
        var released = CommitAll(statements, batch) ?? CommitEach(statements, batch);
        // Before the answer, so that what was deleted is gone also from the disk.
        if (released.Count > 0)
            _release(released);
        batch.ForEach(change => change.Succeed());
    }

    /// <returns>The files that nothing needs any more; null: a change is not to stay, and so none was made.</returns>
    private IReadOnlyList<string>? CommitAll(Statements statements, List<Change> batch)
    {
        var writer = new IndexWriter(statements);
        using var transaction = _connection.BeginTransaction();
        statements.Transaction = transaction;
        // What is disposed of without a commit is rolled back.
        if (!batch.TrueForAll(change => change.Run(writer)))
            return null;
        transaction.Commit();
        return writer.Released;
    }

    /// <summary>Makes the changes that are to stay, and not the others.</summary>
    private IReadOnlyList<string> CommitEach(Statements statements, List<Change> batch)
    {
        var writer = new IndexWriter(statements);
        using var transaction = _connection.BeginTransaction();
        statements.Transaction = transaction;
        foreach (var change in batch)
        {
            var released = writer.Released.Count;
            transaction.Save("change");
            if (!change.Run(writer))
            {
                transaction.Rollback("change");
                writer.Forget(released);
            }
            transaction.Release("change");
        }
        transaction.Commit();
        return writer.Released;
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = _path, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private void Prepare()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var layout = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (layout > IndexSchema.Layout)
            throw new InvalidDataException($"'{_path}' has layout {layout}, written by a newer program; this one knows up to {IndexSchema.Layout}.");
        if (layout == 0)
            Execute($"BEGIN; {IndexSchema.Create} PRAGMA user_version = {IndexSchema.Layout}; COMMIT;");
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private abstract class Change
    {
        /// <summary>May be run again after what it did was rolled back.</summary>
        /// <returns>Whether what it did is to stay.</returns>
        public abstract bool Run(IndexWriter writer);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Change<T>(Func<IndexWriter, Result<T>> change) : Change
    {
        private readonly TaskCompletionSource<Result<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Result<T> _result;
        private Exception? _defect;

        public Task<Result<T>> Answer => _answer.Task;

        public override bool Run(IndexWriter writer)
        {
            _defect = null;
            try
            {
                _result = change(writer);
                return _result.Succeeded;
            }
            catch (Exception exception)
            {
                _defect = exception;
                return false;
            }
        }

        public override void Succeed()
        {
            if (_defect is not null)
                _answer.SetException(_defect);
            else
                _answer.SetResult(_result);
        }

        public override void Fail(Exception exception) => _answer.TrySetException(exception);
    }
}
