namespace Naru.ObjectStorage.Index;

/// <summary>The tables of the index.</summary>
internal static class IndexSchema
{
    public const int Layout = 1;

    public const string Settings =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;";

    // Rows of 'objects' are small, so that listings read few pages; bytes of small objects are in a table of their own.
    public const string Create =
        """
        CREATE TABLE accounts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, created INTEGER NOT NULL, headers TEXT NOT NULL);
        CREATE TABLE containers (id INTEGER PRIMARY KEY, account INTEGER NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL,
            modified INTEGER NOT NULL, headers TEXT NOT NULL, objects INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
            UNIQUE (account, name));
        CREATE TABLE objects (container INTEGER NOT NULL, name TEXT NOT NULL, modified INTEGER NOT NULL, kind INTEGER NOT NULL,
            size INTEGER NOT NULL, stored_size INTEGER NOT NULL, etag TEXT NOT NULL, stored_etag TEXT NOT NULL, content_type TEXT NOT NULL,
            headers TEXT NOT NULL, content TEXT, in_index INTEGER NOT NULL, delete_at INTEGER, version INTEGER NOT NULL,
            PRIMARY KEY (container, name)) WITHOUT ROWID;
        CREATE INDEX objects_by_end ON objects (delete_at) WHERE delete_at IS NOT NULL;
        CREATE INDEX objects_by_file ON objects (content) WHERE in_index = 0;
        CREATE TABLE versions (container INTEGER NOT NULL, name TEXT NOT NULL, modified INTEGER NOT NULL, kind INTEGER NOT NULL,
            size INTEGER NOT NULL, stored_size INTEGER NOT NULL, etag TEXT NOT NULL, stored_etag TEXT NOT NULL, content_type TEXT NOT NULL,
            headers TEXT NOT NULL, content TEXT, in_index INTEGER NOT NULL, delete_at INTEGER, version INTEGER NOT NULL,
            PRIMARY KEY (container, name, version)) WITHOUT ROWID;
        CREATE INDEX versions_by_file ON versions (content) WHERE in_index = 0;
        CREATE TABLE contents (id TEXT PRIMARY KEY, bytes BLOB NOT NULL);
        """;
}
