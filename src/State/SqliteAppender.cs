using Microsoft.Data.Sqlite;

namespace Naru.State;

/// <summary>The prepared statements of an append.</summary>
internal sealed class SqliteAppender(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _journal = Prepare(
        connection,
        "INSERT INTO journal (revision, time, request_id, actor, changes) VALUES ($revision, $time, $request_id, $actor, $changes)",
        ("$revision", SqliteType.Integer), ("$time", SqliteType.Text), ("$request_id", SqliteType.Text), ("$actor", SqliteType.Text),
        ("$changes", SqliteType.Blob));

    private readonly SqliteCommand _put = Prepare(
        connection,
        """
        INSERT INTO documents ("table", id, version, body) VALUES ($table, $id, $version, $body)
            ON CONFLICT DO UPDATE SET version = excluded.version, body = excluded.body
        """,
        ("$table", SqliteType.Text), ("$id", SqliteType.Text), ("$version", SqliteType.Integer), ("$body", SqliteType.Blob));

    private readonly SqliteCommand _delete = Prepare(
        connection,
        """DELETE FROM documents WHERE "table" = $table AND id = $id""",
        ("$table", SqliteType.Text), ("$id", SqliteType.Text));

    private readonly SqliteCommand _prune = Prepare(
        connection,
        "DELETE FROM journal WHERE (revision <= $revision OR time < $time) AND revision < $newest",
        ("$revision", SqliteType.Integer), ("$time", SqliteType.Text), ("$newest", SqliteType.Integer));

    public void Append(SqliteTransaction transaction, IReadOnlyList<JournalEntry> entries)
    {
        // A document that several entries wrote is stored once, as the last of them left it.
        var documents = new Dictionary<(string Table, string Id), StoredChange>();
        foreach (var entry in entries)
        {
            Run(_journal, transaction, entry.Revision, Text(entry.Time), entry.RequestId, entry.Actor, ChangesJson.Write(entry.Changes));
            foreach (var change in entry.Changes)
                documents[(change.Table, change.Id)] = change;
        }
        foreach (var change in documents.Values)
        {
            if (change.After is { } body)
                Run(_put, transaction, change.Table, change.Id, change.Version, body);
            else
                Run(_delete, transaction, change.Table, change.Id);
        }
    }

    /// <summary>Drops the entries up to a revision or before a time, but never the newest: it says where the journal stands.</summary>
    public void Prune(SqliteTransaction transaction, long revision, DateTimeOffset time, long newest) =>
        Run(_prune, transaction, revision, Text(time), newest);

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_journal, _put, _delete, _prune])
            command.Dispose();
    }

    /// <summary>UTC in a fixed width, so that comparing the text compares the time.</summary>
    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O");

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, type) in parameters)
            command.Parameters.Add(name, type);
        command.Prepare();
        return command;
    }

    private static void Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
