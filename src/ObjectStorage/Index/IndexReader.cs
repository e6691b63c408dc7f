using Microsoft.Data.Sqlite;
using Naru.ObjectStorage.Requests;

namespace Naru.ObjectStorage.Index;

/// <summary>Questions to the index.</summary>
internal class IndexReader(Statements statements)
{
    private const string ObjectColumns =
        "name, modified, kind, size, stored_size, etag, stored_etag, content_type, headers, content, in_index, delete_at, version";

    private const string ContainerColumns = "id, account, name, created, modified, headers, objects, bytes";

    protected Statements Statements { get; } = statements;

    public Account? Account(string name) => Statements.First(
        "SELECT id, name, created, headers FROM accounts WHERE name = $1",
        row => new Account(row.GetInt64(0), row.GetString(1), new Timestamp(row.GetInt64(2)), HeaderMap.Parse(row.GetString(3))),
        name);

    /// <summary>The account and the container that a path names, as far as they exist.</summary>
    public (Account? Account, Container? Container) Find(StoragePath path)
    {
        var account = Account(path.Account);
        return (account, account is null ? null : Container(account.Id, path.Container));
    }

    public AccountTotals Totals(long account) => Statements.First(
        "SELECT count(*), coalesce(sum(objects), 0), coalesce(sum(bytes), 0) FROM containers WHERE account = $1",
        row => new AccountTotals(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
        account);

    public Container? Container(long account, string name) =>
        Statements.First($"SELECT {ContainerColumns} FROM containers WHERE account = $1 AND name = $2", ReadContainer, account, name);

    public Container? Container(long id) => Statements.First($"SELECT {ContainerColumns} FROM containers WHERE id = $1", ReadContainer, id);

    public StoredObject? Object(long container, string name) =>
        Statements.First($"SELECT {ObjectColumns} FROM objects WHERE container = $1 AND name = $2", ReadObject, container, name);

    public StoredObject? Version(long container, string name, long version) => Statements.First(
        $"SELECT {ObjectColumns} FROM versions WHERE container = $1 AND name = $2 AND version = $3", ReadObject, container, name, version);

    public bool HasVersions(long container) => Statements.First("SELECT 1 FROM versions WHERE container = $1 LIMIT 1", _ => true, container);

    public IReadOnlyList<Container> Containers(long account, NameRange range, int limit)
    {
        var (condition, low, high) = Condition(range);
        return Statements.Query(
            $"SELECT {ContainerColumns} FROM containers WHERE account = $1 AND {condition} ORDER BY name {Order(range)} LIMIT $4",
            ReadContainer, account, low, high, limit);
    }

    public IReadOnlyList<StoredObject> Objects(long container, NameRange range, int limit)
    {
        var (condition, low, high) = Condition(range);
        return Statements.Query(
            $"SELECT {ObjectColumns} FROM objects WHERE container = $1 AND {condition} ORDER BY name {Order(range)} LIMIT $4",
            ReadObject, container, low, high, limit);
    }

    /// <summary>
    /// All versions, current ones included, by name and of each the newest first. The latest of a name is the current one, or when the object
    /// was deleted the newest of the others.
    /// </summary>
    public IReadOnlyList<(StoredObject Object, bool IsLatest)> AllVersions(long container, NameRange range, int limit)
    {
        var (condition, low, high) = Condition(range);
        return Statements.Query(
            $"""
            SELECT * FROM (
                SELECT {ObjectColumns}, 1 AS latest FROM objects WHERE container = $1 AND {condition}
                UNION ALL SELECT {ObjectColumns}, NOT EXISTS (SELECT 1 FROM objects current WHERE current.container = $1 AND current.name = versions.name)
                        AND modified = (SELECT max(other.modified) FROM versions other WHERE other.container = $1 AND other.name = versions.name)
                    FROM versions WHERE container = $1 AND {condition})
            ORDER BY name {Order(range)}, modified {(range.Descending ? "ASC" : "DESC")} LIMIT $4
            """,
            row => (ReadObject(row), row.GetInt64(13) == 1), container, low, high, limit);
    }

    /// <summary>Objects whose end has come.</summary>
    public IReadOnlyList<(long Container, string Name)> Ended(long now, int limit) => Statements.Query(
        "SELECT container, name FROM objects WHERE delete_at IS NOT NULL AND delete_at <= $1 ORDER BY delete_at LIMIT $2",
        row => (row.GetInt64(0), row.GetString(1)), now, limit);

    public byte[]? Bytes(string contentId) =>
        Statements.First("SELECT bytes FROM contents WHERE id = $1", row => row.GetFieldValue<byte[]>(0), contentId);

    /// <summary>Whether an object or a version has its bytes in the file of this name.</summary>
    public bool NeedsFile(string contentId) => Statements.First(
        "SELECT 1 FROM objects WHERE content = $1 AND in_index = 0 UNION ALL SELECT 1 FROM versions WHERE content = $1 AND in_index = 0", _ => true, contentId);

    private static (string Condition, string Low, string? High) Condition(NameRange range)
    {
        // Names are never empty, so the empty string is the lowest bound. SQLite compares text bytewise.
        var condition = $"name {(range.IncludesLow ? ">=" : ">")} $2 AND ($3 IS NULL OR name {(range.IncludesHigh ? "<=" : "<")} $3)";
        return (condition, range.Low ?? "", range.High);
    }

    private static string Order(NameRange range) => range.Descending ? "DESC" : "ASC";

    private static Container ReadContainer(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetString(2), new Timestamp(row.GetInt64(3)), new Timestamp(row.GetInt64(4)),
        HeaderMap.Parse(row.GetString(5)), row.GetInt64(6), row.GetInt64(7));

    private static StoredObject ReadObject(SqliteDataReader row) => new()
    {
        Name = row.GetString(0),
        Modified = new Timestamp(row.GetInt64(1)),
        Kind = (ObjectKind)row.GetInt32(2),
        Size = row.GetInt64(3),
        StoredSize = row.GetInt64(4),
        ETag = row.GetString(5),
        StoredETag = row.GetString(6),
        ContentType = row.GetString(7),
        Headers = HeaderMap.Parse(row.GetString(8)),
        Content = row.IsDBNull(9) ? null : new ContentAddress(row.GetString(9), row.GetBoolean(10)),
        DeleteAt = row.IsDBNull(11) ? null : row.GetInt64(11),
        Version = row.GetInt64(12),
    };
}
