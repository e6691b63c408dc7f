using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Specs;

/// <summary>Against three real ovsdb-servers.</summary>
public sealed class ClusterInteropSpecs : IDisposable
{
    private readonly CancellationToken _patience = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
    private readonly PrivateCluster _cluster = PrivateCluster.Start();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task What_was_acknowledged_outlives_the_leader_and_is_not_told_again()
    {
        await using var replica = _cluster.Replica();
        await replica.ReadyAsync(_patience);
        var acknowledged = new List<Guid>();
        for (var number = 0; number < 60; number++)
        {
            if (number == 30)
                _cluster.Kill(_cluster.Leader()!.Value);
            var known = replica.Current.Table<Queue>();
            while (!(await InsertAsync(replica, number)).TryGet(out _, out _))
                await replica.ReadyAsync(_patience);
            acknowledged.AddRange(replica.Current.Table<Queue>().ByUuid.Keys.Except(known.ByUuid.Keys));
            // The rows of before are the same objects: only what was missed has been sent.
            Assert.All(known.Rows, row => Assert.Same(row, replica.Current.Table<Queue>().Find(row.Uuid)));
        }
        Assert.Equal(60, replica.Current.Table<Queue>().Rows.Select(row => row.Dscp).Distinct().Count());
        Assert.All(acknowledged, uuid => Assert.NotNull(replica.Current.Table<Queue>().Find(uuid)));
    }

    [Fact]
    public async Task A_lock_is_asked_for_again_where_the_leadership_goes()
    {
        await using var first = _cluster.Replica("writer");
        await first.WaitUntilAsync(snapshot => snapshot.HoldsLock, _patience);
        await using var second = _cluster.Replica("writer");
        await second.ReadyAsync(_patience);
        Assert.False(second.Current.HoldsLock);
        _cluster.MoveLeadership();
        await first.WaitUntilAsync(snapshot => !snapshot.HoldsLock, _patience);
        while (!first.Current.HoldsLock && !second.Current.HoldsLock)
            await Task.Delay(5, _patience);
        var (holder, other) = first.Current.HoldsLock ? (first, second) : (second, first);
        await other.ReadyAsync(_patience);
        Assert.True((await holder.TransactAsync([new AssertLock("writer")], _patience)).Succeeded);
        Assert.Equal(OvsdbErrors.NotOwner, (await other.TransactAsync([new AssertLock("writer")], _patience)).Error?.Type);
        await holder.DisposeAsync();
        await other.WaitUntilAsync(snapshot => snapshot.HoldsLock, _patience);
    }

    // A root: it stays without anybody who refers to it.
    private Task<Primitives.Result<Primitives.EquatableList<OperationResult>>> InsertAsync(Replica.OvsdbReplica replica, int number) =>
        replica.TransactAsync([new Insert("Queue", OvsdbRow.Of(Queue.Columns.Dscp.To(number)))], _patience);
}
