namespace Naru.ObjectStorage.Index;

/// <summary>Questions and changes within one transaction.</summary>
internal sealed class IndexWriter(Statements statements) : IndexReader(statements)
{
    private readonly List<string> _released = [];

    /// <summary>Files that nothing needs once this change is durable.</summary>
    public IReadOnlyList<string> Released => _released;

    public Account AddAccount(string name, Timestamp now, HeaderMap headers)
    {
        var id = Statements.ExecuteForId("INSERT INTO accounts (name, created, headers) VALUES ($1, $2, $3) RETURNING id", name, now.Value, headers.ToJson());
        return new Account(id, name, now, headers);
    }

    public void Save(Account account) => Statements.Execute("UPDATE accounts SET headers = $2 WHERE id = $1", account.Id, account.Headers.ToJson());

    public void Remove(Account account) => Statements.Execute("DELETE FROM accounts WHERE id = $1", account.Id);

    public void AddContainer(long account, string name, Timestamp now, HeaderMap headers) => Statements.Execute(
        "INSERT INTO containers (account, name, created, modified, headers) VALUES ($1, $2, $3, $3, $4)", account, name, now.Value, headers.ToJson());

    /// <summary>The container with a name in the account with a name; both are made if they are missing.</summary>
    public Container EnsureContainer(string accountName, string name, Timestamp now)
    {
        var account = Account(accountName) ?? AddAccount(accountName, now, HeaderMap.Empty);
        if (Container(account.Id, name) is { } present)
            return present;
        AddContainer(account.Id, name, now, HeaderMap.Empty);
        return Container(account.Id, name)!; // It was added in this transaction.
    }

    public void Save(Container container) => Statements.Execute(
        "UPDATE containers SET headers = $2, modified = $3 WHERE id = $1", container.Id, container.Headers.ToJson(), container.Modified.Value);

    public void Remove(Container container) => Statements.Execute("DELETE FROM containers WHERE id = $1", container.Id);

    /// <summary>Makes an object the current one of its name. What was current must have been taken out before.</summary>
    public void Add(long container, StoredObject item)
    {
        Insert("objects", container, item);
        Count(container, 1, item.StoredSize);
    }

    /// <summary>New headers and the like for an object whose bytes stay.</summary>
    public void Save(long container, StoredObject item) => Statements.Execute(
        """
        UPDATE objects SET modified = $3, content_type = $4, headers = $5, delete_at = $6 WHERE container = $1 AND name = $2
        """,
        container, item.Name, item.Modified.Value, item.ContentType, item.Headers.ToJson(), item.DeleteAt);

    /// <summary>Takes the current object out and leaves its bytes to whoever adds it elsewhere.</summary>
    public void TakeOut(long container, StoredObject item)
    {
        Statements.Execute("DELETE FROM objects WHERE container = $1 AND name = $2", container, item.Name);
        Count(container, -1, -item.StoredSize);
    }

    public void Remove(long container, StoredObject item)
    {
        TakeOut(container, item);
        Release(item);
    }

    public void AddVersion(long container, StoredObject item) => Insert("versions", container, item);

    public void TakeOutVersion(long container, StoredObject item) =>
        Statements.Execute("DELETE FROM versions WHERE container = $1 AND name = $2 AND version = $3", container, item.Name, item.Version);

    public void RemoveVersion(long container, StoredObject item)
    {
        TakeOutVersion(container, item);
        Release(item);
    }

    public void AddBytes(string id, ReadOnlyMemory<byte> bytes) =>
        Statements.Execute("INSERT INTO contents (id, bytes) VALUES ($1, $2)", id, bytes.ToArray());

    /// <summary>Forgets what was released by a change that was rolled back.</summary>
    public void Forget(int from) => _released.RemoveRange(from, _released.Count - from);

    private void Release(StoredObject item)
    {
        if (item.Content is not { } content)
            return;
        if (content.IsInIndex)
            Statements.Execute("DELETE FROM contents WHERE id = $1", content.Id);
        else
            _released.Add(content.Id);
    }

    private void Insert(string table, long container, StoredObject item) => Statements.Execute(
        $"""
        INSERT INTO {table} (container, name, modified, kind, size, stored_size, etag, stored_etag, content_type, headers, content, in_index, delete_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        container, item.Name, item.Modified.Value, (int)item.Kind, item.Size, item.StoredSize, item.ETag, item.StoredETag, item.ContentType,
        item.Headers.ToJson(), item.Content?.Id, item.Content?.IsInIndex ?? false, item.DeleteAt, item.Version);

    private void Count(long container, int objects, long bytes) =>
        Statements.Execute("UPDATE containers SET objects = objects + $2, bytes = bytes + $3 WHERE id = $1", container, objects, bytes);
}
