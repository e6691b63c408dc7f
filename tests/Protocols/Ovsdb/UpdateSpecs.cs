using System.Text.Json;

using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Monitoring;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Schema;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Specs;

public class UpdateSpecs
{
    private static readonly Guid Row = new("36bef046-7da7-43a5-905a-c17899216fcb");

    private static readonly TableSchema Schema = new(
        "Port",
        new EquatableMap<string, ColumnType>(
        [
            new("name", new ColumnType(AtomKind.String, null, 1, 1)),
            new("tag", new ColumnType(AtomKind.Integer, null, 0, 1)),
            new("trunks", new ColumnType(AtomKind.Integer, null, 0, 4096)),
            new("external_ids", new ColumnType(AtomKind.String, AtomKind.String, 0, ColumnType.Unlimited)),
        ]),
        [["name"]],
        IsRoot: false);

    private static readonly Gen<Port> AnyPort = Gen.Select(
        Gen.Int[0, 3], Gen.Long[0, 5], Gen.Long[0, 5].Array[0, 4], Gens.SmallMap,
        (name, tag, trunks, ids) => new Port
        {
            Uuid = Row,
            Name = $"tap{name}",
            Tag = tag == 0 ? null : tag,
            Trunks = [.. trunks.Distinct().Order()],
            ExternalIds = Port.Columns.ExternalIds.Read(OvsdbRow.Of(("external_ids", ids))),
        });

    [Fact]
    public void A_replica_that_applies_each_change_holds_the_last_state() => AnyPort.Array[1, 8].Sample(states =>
    {
        var replica = new TableReplica<Port>(Port.Table);
        Assert.True(replica.TryApply([new RowUpdate(Row, RowUpdateKind.Replace, states[0].ToRow())], Schema));
        foreach (var (before, after) in states.Zip(states.Skip(1)))
        {
            var change = new RowUpdate(Row, RowUpdateKind.Modify, Change(before.ToRow(), after.ToRow()));
            Assert.True(replica.TryApply([change], Schema));
        }
        var table = (TableSnapshot<Port>)replica.Snapshot;
        Assert.Equal(states[^1], table.Find(Row));
        Assert.Equal([states[^1].Name], table.ByName.Keys);
    });

    [Fact]
    public void A_name_may_pass_from_one_row_to_another_in_one_update()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var replica = new TableReplica<Port>(Port.Table);
        Assert.True(replica.TryApply([new RowUpdate(first, RowUpdateKind.Replace, Named("tap1"))], Schema));
        Assert.True(replica.TryApply(
            [new RowUpdate(second, RowUpdateKind.Replace, Named("tap1")), new RowUpdate(first, RowUpdateKind.Delete, null)], Schema));
        Assert.Equal(second, ((TableSnapshot<Port>)replica.Snapshot).Named("tap1")?.Uuid);
    }

    [Fact]
    public void A_change_to_an_unknown_row_does_not_fit() => Assert.False(
        new TableReplica<Port>(Port.Table).TryApply([new RowUpdate(Row, RowUpdateKind.Modify, Named("tap1"))], Schema));

    [Theory]
    [InlineData("""{"initial":{"name":"a"}}""", RowUpdateKind.Replace)]
    [InlineData("""{"insert":{"name":"a"}}""", RowUpdateKind.Replace)]
    [InlineData("""{"modify":{"name":"a"}}""", RowUpdateKind.Modify)]
    [InlineData("""{"delete":null}""", RowUpdateKind.Delete)]
    [InlineData("""{"new":{"name":"a"}}""", RowUpdateKind.Replace)]
    [InlineData("""{"old":{"name":"b"},"new":{"name":"a"}}""", RowUpdateKind.Replace)]
    [InlineData("""{"old":{"name":"b"}}""", RowUpdateKind.Delete)]
    public void All_generations_of_updates_are_read(string row, RowUpdateKind kind)
    {
        using var json = JsonDocument.Parse($"{{\"Port\":{{\"{Row}\":{row}}}}}");
        Assert.True(TableUpdates.TryRead(json.RootElement, out var updates));
        Assert.Equal(new RowUpdate(Row, kind, kind is RowUpdateKind.Delete ? null : Named("a")), updates.ByTable["Port"].Single());
    }

    [Fact]
    public void Changes_between_two_snapshots_name_each_row_once()
    {
        var (kept, changed, gone, added) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var replica = new TableReplica<Port>(Port.Table);
        Assert.True(replica.TryApply(
            new[] { kept, changed, gone }.Select(uuid => new RowUpdate(uuid, RowUpdateKind.Replace, Named($"{uuid}"))), Schema));
        var before = (TableSnapshot<Port>)replica.Snapshot;
        Assert.True(replica.TryApply(
            [
                new RowUpdate(changed, RowUpdateKind.Modify, OvsdbRow.Of(("tag", 4))),
                new RowUpdate(gone, RowUpdateKind.Delete, null),
                new RowUpdate(added, RowUpdateKind.Replace, Named("new")),
            ],
            Schema));
        var changes = ((TableSnapshot<Port>)replica.Snapshot).ChangesSince(before).ToList();
        Assert.Equal(3, changes.Count);
        Assert.Contains(changes, change => change is { Old.Tag: null, New.Tag: 4 } && change.New.Uuid == changed);
        Assert.Contains(changes, change => change.New is null && change.Old?.Uuid == gone);
        Assert.Contains(changes, change => change.Old is null && change.New?.Uuid == added);
    }

    private static OvsdbRow Named(string name) => OvsdbRow.Of(("name", name));

    /// <summary>What a server sends: differences for what can hold more than one, new values for the rest.</summary>
    private static OvsdbRow Change(OvsdbRow before, OvsdbRow after) => OvsdbRow.Of(
        from column in Schema.Columns
        let old = before[column.Key] ?? column.Value.Default
        let now = after[column.Key] ?? column.Value.Default
        where !old.Equals(now)
        select KeyValuePair.Create(column.Key, column.Value.ChangesByDifference ? old.DifferenceTo(now) : now));
}
