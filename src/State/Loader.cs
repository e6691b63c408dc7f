using System.Collections.Immutable;

namespace Naru.State;

/// <summary>Builds the first snapshot from stored documents.</summary>
internal sealed class Loader(Schema schema)
{
    private readonly ImmutableArray<TableState> _tables = [.. schema.Tables.Select(table => table.Empty().Fork())];

    public int Documents { get; private set; }

    public void Receive(StoredDocument stored)
    {
        var table = schema.Find(stored.Table) ?? throw new InvalidDataException(
            $"The journal has documents of table '{stored.Table}', which this program does not know; it was written by another version.");
        _tables[schema.SlotOf(table)].Put(stored.Id, table.Read(stored.Body, stored.Version));
        Documents++;
    }

    public Snapshot Finish(JournalPosition position) => new(schema, position.Revision, position.Time, _tables);
}
