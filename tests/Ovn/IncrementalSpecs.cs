using Naru.Ovn.Comparing;
using Naru.Ovn.Writing;

namespace Naru.Ovn.Specs;

public sealed class IncrementalSpecs
{
    [Fact]
    public async Task Any_changes_applied_one_by_one_leave_the_rows_of_a_translation_from_scratch() =>
        await Gen.Int[0, 34 * 1000].List[10, 60].SampleAsync(
            async numbers =>
            {
                await using var cloud = await OvnCloud.StartAsync();
                await ApiChanges.PrepareAsync(cloud);
                var (desired, database, seen) = (DesiredRows.Of(cloud.State), new FakeDatabase(), cloud.State.Revision);
                Write(database, FullComparison.Between(desired, []));
                foreach (var number in numbers)
                {
                    await ApiChanges.DoAsync(cloud, number);
                    var commits = await cloud.CommitsSinceAsync(seen);
                    if (commits.Count == 0)
                        continue;
                    seen = commits[^1].Revision;
                    Write(database, desired.Follow(commits[^1].Snapshot, commits.SelectMany(commit => commit.Changes)));
                    AssertHolds(cloud, database);
                }
            },
            iter: 25, threads: 1);

    [Fact]
    public async Task A_database_of_any_other_state_is_brought_to_this_one_and_then_nothing_differs()
    {
        await using var cloud = await OvnCloud.StartAsync();
        await ApiChanges.PrepareAsync(cloud);
        var database = new FakeDatabase();
        for (var number = 0; number < 34 * 8; number += 7)
        {
            await ApiChanges.DoAsync(cloud, number);
            if (number % 5 == 0)
                Write(database, FullComparison.Between(DesiredRows.Of(cloud.State), Read(database)));
        }
        Write(database, FullComparison.Between(DesiredRows.Of(cloud.State), Read(database)));
        AssertHolds(cloud, database);
    }

    [Fact]
    public async Task What_takes_several_transactions_is_whole_after_them()
    {
        await using var cloud = await OvnCloud.StartAsync();
        await ApiChanges.PrepareAsync(cloud);
        await cloud.AddAsync("$g", "security-groups", "security_group", """{"name":"g"}""");
        for (var number = 0; number < 12; number++)
            await cloud.DoAsync("POST", "ports", """{"port":{"network_id":"$n","security_groups":["$g"]}}""");
        var database = new FakeDatabase();
        Write(database, FullComparison.Between(DesiredRows.Of(cloud.State), []), most: 40);
        AssertHolds(cloud, database);
    }

    private static void AssertHolds(OvnCloud cloud, FakeDatabase database)
    {
        var fresh = DesiredRows.Of(cloud.State);
        if (FullComparison.Between(fresh, Read(database)) is { IsEmpty: false } delta)
            Assert.Fail(string.Join('\n', delta.Tell(5)));
        var anew = new FakeDatabase();
        Write(anew, FullComparison.Between(fresh, []));
        Assert.Equal(anew.Rows.OrderBy(row => row.Key.ToString()).Select(row => $"{row.Key} {row.Value}"), database.Rows.OrderBy(row => row.Key.ToString()).Select(row => $"{row.Key} {row.Value}"));
    }

    private static IEnumerable<(Rows.RowKey, Protocols.Ovsdb.Values.OvsdbRow)> Read(FakeDatabase database) => database.Rows.Select(row => (row.Key, row.Value));

    private static void Write(FakeDatabase database, NorthboundDelta delta, int most = 5000)
    {
        foreach (var operations in DeltaOperations.Transactions(delta, most))
            database.Transact(operations);
    }
}
