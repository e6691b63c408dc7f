using Naru.Primitives;

namespace Naru.State;

/// <summary>The store against a plain dictionary, with random writes.</summary>
public sealed class ModelSpecs
{
    private static readonly WriteContext Context = new("req-1", "tester");
    private static readonly Schema Schema = new([Things.Table]);
    private static readonly string[] Names = ["red", "green", "blue"];

    private static readonly Gen<Thing> AnyThing = Gen.Select(
        Gen.Int[0, 150], Gen.Int[0, 30], Gen.OneOfConst<string?>(null, "red", "green", "blue"), Gen.Int[0, 3].Nullable(),
        Gen.Select(Gen.OneOfConst(Names), Gen.OneOfConst(Names), (first, second) => new TagPair(first, second)).Null(),
        (id, serial, group, number, tags) => new Thing($"id-{id}", $"serial-{serial}", group, number, tags));

    private static readonly Gen<Write> AnyWrite = Gen.Select(
        Gen.Enum<Ending>(), Gen.Select(AnyThing, Gen.Bool, (thing, delete) => new Step(thing, delete)).List[1, 60],
        (ending, steps) => new Write(ending, steps));

    private enum Ending
    {
        Commit,
        CommitToo,
        Refuse,
        Throw,
        DryRun,
    }

    [Fact]
    public async Task The_store_agrees_with_a_dictionary_in_every_revision() =>
        await AnyWrite.List[1, 12].SampleAsync(async writes =>
        {
            var journal = new MemoryJournal();
            var model = new SortedDictionary<string, Thing>(StringComparer.Ordinal);
            var past = new List<Thing[]> { Array.Empty<Thing>() };
            await using var store = await Store.OpenAsync(Schema, journal, TimeProvider.System);
            foreach (var write in writes)
            {
                var next = new SortedDictionary<string, Thing>(model, StringComparer.Ordinal);
                await RunAsync(store, write, next);
                if (write.Ending is Ending.Commit or Ending.CommitToo && !next.SequenceEqual(model))
                {
                    model = next;
                    past.Add([.. model.Values]);
                }
                Verify(store.Current, past[^1]);
                Assert.Equal(past.Count - 1, store.Current.Revision);
            }

            await VerifyReplayAsync(store, past);
            for (var revision = 0; revision < past.Count; revision++)
                Verify(await store.AsOfAsync(revision), past[revision]);
            await using var reopened = await Store.OpenAsync(Schema, journal, TimeProvider.System);
            Verify(reopened.Current, past[^1]);
        }, iter: 200);

    private static async Task RunAsync(Store store, Write write, SortedDictionary<string, Thing> model)
    {
        Result<Done> Run(Transaction transaction)
        {
            foreach (var step in write.Steps)
                Apply(transaction, step, model);
            Verify(transaction, [.. model.Values]);
            return write.Ending switch
            {
                Ending.Refuse => Error.Invalid("refused"),
                Ending.Throw => throw new FormatException("thrown"),
                _ => Done.Ok,
            };
        }

        if (write.Ending is Ending.DryRun)
            store.DryRun(Context, Run, out _);
        else if (write.Ending is Ending.Throw)
            await Assert.ThrowsAsync<FormatException>(() => store.WriteAsync(Context, Run));
        else
            Assert.Equal(write.Ending is not Ending.Refuse, (await store.WriteAsync(Context, Run)).Succeeded);
    }

    private static void Apply(Transaction transaction, Step step, SortedDictionary<string, Thing> model)
    {
        var thing = step.Thing;
        if (step.Delete)
        {
            transaction.Delete(Things.Table, thing.Id);
            model.Remove(thing.Id);
        }
        else if (Things.BySerial.Find(transaction, thing.Serial) is { } holder && holder.Id != thing.Id)
        {
            Assert.Equal(holder, model[holder.Id]);
        }
        else
        {
            if (model.ContainsKey(thing.Id))
                transaction.Update(Things.Table, thing);
            else
                transaction.Insert(Things.Table, thing);
            model[thing.Id] = thing;
        }
    }

    private static async Task VerifyReplayAsync(Store store, List<Thing[]> past)
    {
        var replayed = new SortedDictionary<string, Thing>(StringComparer.Ordinal);
        await using var commits = store.WatchAsync(0, CancellationToken.None).GetAsyncEnumerator();
        for (var revision = 1; revision < past.Count; revision++)
        {
            Assert.True(await commits.MoveNextAsync());
            foreach (var change in commits.Current.Changes)
            {
                Assert.Equal(replayed.GetValueOrDefault(change.Id), change.Before);
                if (change.After is Thing after)
                    replayed[change.Id] = after;
                else
                    replayed.Remove(change.Id);
            }
            Assert.Equal(past[revision], replayed.Values);
            Verify(commits.Current.Snapshot, past[revision]);
        }
    }

    private static void Verify(IStateReader reader, Thing[] expected)
    {
        var table = reader.In(Things.Table);
        Assert.Equal(expected, table.All);
        Assert.Equal(expected.Length, table.Count);
        foreach (var thing in expected)
        {
            Assert.Equal(thing, table.Find(thing.Id));
            Assert.Equal(thing, Things.BySerial.Find(reader, thing.Serial));
        }
        VerifyRanked(reader, expected);
        foreach (var name in Names)
        {
            VerifyIndex(reader, Things.ByGroup, name, expected.Where(thing => thing.Group == name));
            VerifyIndex(reader, Things.ByTag, name, expected.Where(thing => thing.Tags?.First == name || thing.Tags?.Second == name));
        }
        for (var number = 0; number <= 3; number++)
            VerifyIndex(reader, Things.ByNumber, number, expected.Where(thing => thing.Number == number));
    }

    private static void VerifyRanked(IStateReader reader, Thing[] expected)
    {
        foreach (var parity in (ReadOnlySpan<int>)[0, 1])
        {
            var things = expected.Where(thing => thing.Serial.Length % 2 == parity).OrderBy(thing => thing.Serial, Comparer<string>.Default).ToList();
            Assert.Equal(things.Select(thing => thing.Serial), Things.BySerialWithinParity.KeysOf(reader, parity));
            Assert.Equal(things.Count, Things.BySerialWithinParity.CountOf(reader, parity));
            for (var below = 0; below < things.Count; below++)
            {
                Assert.Equal(below, Things.BySerialWithinParity.CountBelow(reader, parity, things[below].Serial));
                Assert.Equal(below + 1, Things.BySerialWithinParity.CountBelow(reader, parity, things[below].Serial + "!"));
                Assert.Equal(things[below], Things.BySerialWithinParity.Find(reader, parity, things[below].Serial));
            }
            Assert.False(Things.BySerialWithinParity.Contains(reader, parity, "serial-none"));
        }
    }

    private static void VerifyIndex<TKey>(IStateReader reader, Index<Thing, TKey> index, TKey key, IEnumerable<Thing> expected)
        where TKey : notnull
    {
        Assert.Equal(expected, index.Of(reader, key));
        Assert.Equal(expected.Count(), index.CountOf(reader, key));
        Assert.Equal(expected.Any(), index.Any(reader, key));
    }

    private sealed record Step(Thing Thing, bool Delete);

    private sealed record Write(Ending Ending, List<Step> Steps);
}
