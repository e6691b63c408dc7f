using System.Collections.Immutable;

namespace Naru.State;

/// <summary>A write in progress: reads see what it has written so far, nobody else does.</summary>
/// <remarks>
/// Belongs to the function that received it, for as long as that runs. What breaks a table's own rules (inserting an id twice,
/// updating what does not exist, a second document under a unique key) is a bug of the caller and throws; the transaction then accepts nothing more.
/// </remarks>
public sealed class Transaction : IStateReader
{
    private readonly Snapshot _start;
    private readonly TableState[] _tables;
    private readonly Dictionary<(Table Table, string Id), IDocument?> _before = [];
    private readonly List<(Table Table, string Id)> _written = [];
    private bool _ended;
    private bool _broken;

    internal Transaction(Snapshot start, WriteContext context, DateTimeOffset time)
    {
        (_start, Context, Time) = (start, context, time);
        _tables = [.. start.Tables];
    }

    public WriteContext Context { get; }

    /// <summary>The one time that everything in this write happens at.</summary>
    public DateTimeOffset Time { get; }

    public long Revision => _start.Revision;

    /// <summary>What was written so far, without what was put back to how it was.</summary>
    public IReadOnlyList<Change> Changes
    {
        get
        {
            var changes = new List<Change>(_written.Count);
            foreach (var (table, id) in _written)
            {
                var (before, after) = (_before[(table, id)], _tables[_start.Schema.SlotOf(table)].FindDocument(id));
                if (!Equals(before, after))
                    changes.Add(new Change(table, id, before, after));
            }
            return changes;
        }
    }

    public ITableReader<T> In<T>(Table<T> table) where T : class, IDocument => (TableState<T>)_tables[_start.Schema.SlotOf(table)];

    /// <summary>Adds a document whose id is new to the table.</summary>
    public void Insert<T>(Table<T> table, T document) where T : class, IDocument
    {
        var state = Writable(table);
        if (state.FindDocument(document.Id) is not null)
            throw new InvalidOperationException($"The table '{table.Name}' already has a document '{document.Id}'.");
        Put(table, state, document.Id, null, document);
    }

    /// <summary>Replaces the document of the same id, which must exist.</summary>
    public void Update<T>(Table<T> table, T document) where T : class, IDocument
    {
        var state = Writable(table);
        var before = state.FindDocument(document.Id)
            ?? throw new InvalidOperationException($"The table '{table.Name}' has no document '{document.Id}' to update.");
        Put(table, state, document.Id, before, document);
    }

    /// <summary>Removes a document; one that is not there is fine.</summary>
    public void Delete<T>(Table<T> table, string id) where T : class, IDocument
    {
        var state = Writable(table);
        if (state.FindDocument(id) is { } before)
            Put(table, state, id, before, null);
    }

    /// <summary>Ends the write: the function that ran has no say any more.</summary>
    internal ImmutableArray<Change> End()
    {
        ThrowIfUnusable();
        _ended = true;
        return [.. Changes];
    }

    internal Snapshot Published() => new(_start.Schema, _start.Revision + 1, Time, [.. _tables]);

    private void Put(Table table, TableState state, string id, IDocument? before, IDocument? after)
    {
        // Stays broken if an index refuses half way: a caller that catches this must not be able to commit the half.
        _broken = true;
        state.Put(id, after);
        _broken = false;
        if (_before.TryAdd((table, id), before))
            _written.Add((table, id));
    }

    private TableState Writable(Table table)
    {
        ThrowIfUnusable();
        var slot = _start.Schema.SlotOf(table);
        if (ReferenceEquals(_tables[slot], _start.Tables[slot]))
            _tables[slot] = _tables[slot].Fork();
        return _tables[slot];
    }

    private void ThrowIfUnusable()
    {
        if (_ended)
            throw new InvalidOperationException("This write has ended; a transaction must not be kept beyond its function.");
        if (_broken)
            throw new InvalidOperationException("This write broke a rule of a table before; it can only be given up.");
    }
}
