using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Naru.State;

/// <summary>The embedded journal: one SQLite file in WAL mode, where an append is one transaction and one fsync.</summary>
/// <remarks>
/// The file belongs to one store at a time, which holds a lock on <c>PATH.lock</c> while it is open. Others may read it, for example with <c>sqlite3</c>.
/// The revision is the primary key of the journal, so that no revision can be written twice even if the lock is circumvented.
/// </remarks>
public sealed class SqliteJournal(string path, JournalRetention? retention = null) : IJournal
{
    private const int Layout = 1;

    /// <summary>Pruning after every commit would cost each of them; so many more than are asked for may be kept.</summary>
    private const int PruneEvery = 1000;

    /// <summary>
    /// Documents are written all over the file: 64 MiB of cached pages spare reading most of them back, and a checkpoint every
    /// 16 MiB of log instead of 4 writes fewer of them twice.
    /// </summary>
    private const string Settings =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;";

    private const string CreateTables =
        """
        CREATE TABLE documents ("table" TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY ("table", id)) WITHOUT ROWID;
        CREATE TABLE journal (revision INTEGER PRIMARY KEY, time TEXT NOT NULL, request_id TEXT NOT NULL, actor TEXT NOT NULL,
            changes BLOB NOT NULL);
        """;

    private readonly JournalRetention _retention = retention ?? JournalRetention.Default;
    private FileStream? _lock;
    private SqliteConnection? _connection;
    private SqliteAppender? _appender;
    private long _prunedAt;

    public Task<JournalPosition> LoadAsync(Action<StoredDocument> receive, CancellationToken cancellation)
    {
        _lock = Lock();
        _connection = Open(SqliteOpenMode.ReadWriteCreate);
        Execute(_connection, Settings);
        PrepareLayout(_connection);
        _appender = new SqliteAppender(_connection);

        ReadDocuments(_connection, receive, cancellation);
        var position = ReadPosition(_connection);
        _prunedAt = position.Revision;
        return Task.FromResult(position);
    }

    public Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        var (connection, appender) = (Opened(_connection), Opened(_appender));
        using var transaction = connection.BeginTransaction(IsolationLevel.Serializable);
        appender.Append(transaction, entries);
        var newest = entries[^1];
        if (newest.Revision - _prunedAt >= PruneEvery)
        {
            var expired = _retention.Age is { } age ? newest.Time - age : DateTimeOffset.MinValue;
            appender.Prune(transaction, newest.Revision - _retention.Commits, expired, newest.Revision);
            _prunedAt = newest.Revision;
        }
        transaction.Commit();
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<JournalEntry> HistoryAsync(
        long from, long to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = Open(SqliteOpenMode.ReadOnly);
        await using var command = Command(
            connection,
            "SELECT revision, time, request_id, actor, changes FROM journal WHERE revision BETWEEN $from AND $to ORDER BY revision");
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        await using var entries = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await entries.ReadAsync(cancellation).ConfigureAwait(false))
        {
            yield return new JournalEntry(
                entries.GetInt64(0), ReadTime(entries.GetString(1)), entries.GetString(2), entries.GetString(3),
                ChangesJson.Read(entries.GetFieldValue<byte[]>(4)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _appender?.Dispose();
        if (_connection is not null)
            await _connection.DisposeAsync().ConfigureAwait(false);
        if (_lock is not null)
            await _lock.DisposeAsync().ConfigureAwait(false);
        (_appender, _connection, _lock) = (null, null, null);
    }

    private static T Opened<T>(T? part) where T : class =>
        part ?? throw new InvalidOperationException("The journal is not open: load it before appending, and not after it was disposed of.");

    private static void ReadDocuments(SqliteConnection connection, Action<StoredDocument> receive, CancellationToken cancellation)
    {
        using var command = Command(connection, """SELECT "table", id, version, body FROM documents""");
        using var documents = command.ExecuteReader();
        while (documents.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            receive(new StoredDocument(
                documents.GetString(0), documents.GetString(1), documents.GetInt32(2), documents.GetFieldValue<byte[]>(3)));
        }
    }

    private static JournalPosition ReadPosition(SqliteConnection connection)
    {
        using var command = Command(connection, "SELECT revision, time FROM journal ORDER BY revision DESC LIMIT 1");
        using var last = command.ExecuteReader();
        return last.Read() ? new JournalPosition(last.GetInt64(0), ReadTime(last.GetString(1))) : default;
    }

    private static int ReadLayout(SqliteConnection connection)
    {
        using var command = Command(connection, "PRAGMA user_version");
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static DateTimeOffset ReadTime(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private FileStream Lock()
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(path + ".lock"))
        {
            throw new IOException($"The state in '{path}' is in use by another server, which has to be stopped first.", exception);
        }
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        // A pooled connection would keep the file open after the store is closed.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private void PrepareLayout(SqliteConnection connection)
    {
        var layout = ReadLayout(connection);
        if (layout > Layout)
            throw new InvalidDataException($"'{path}' has layout {layout}, written by a newer program; this one knows up to {Layout}.");
        if (layout == 0)
            Execute(connection, $"BEGIN; {CreateTables} PRAGMA user_version = {Layout}; COMMIT;");
    }
}
