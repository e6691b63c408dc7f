using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace Naru.State;

/// <summary>Builds the first snapshot from stored documents.</summary>
internal sealed class Loader(Schema schema)
{
    private readonly List<StoredDocument>[] _stored = [.. schema.Tables.Select(_ => new List<StoredDocument>())];

    public int Documents => _stored.Sum(table => table.Count);

    public void Receive(StoredDocument stored)
    {
        var table = schema.Find(stored.Table) ?? throw new InvalidDataException(
            $"The journal has documents of table '{stored.Table}', which this program does not know; it was written by another version.");
        _stored[schema.SlotOf(table)].Add(stored);
    }

    public Snapshot Finish(JournalPosition position) =>
        new(schema, position.Revision, position.Time, [.. schema.Tables.Select((table, slot) => Load(table, _stored[slot]))]);

    private static TableState Load(Table table, List<StoredDocument> stored)
    {
        var documents = new IDocument[stored.Count];
        try
        {
            // Most of the time of a start goes into parsing.
            Parallel.For(0, stored.Count, i => documents[i] = Parse(table, stored[i]));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
        var state = table.Empty();
        state.Load(documents);
        return state;
    }

    private static IDocument Parse(Table table, StoredDocument stored)
    {
        try
        {
            return table.Read(stored.Body, stored.Version);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The document '{stored.Id}' of table '{table.Name}' cannot be read: {exception.Message}", exception);
        }
    }
}
