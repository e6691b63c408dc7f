namespace Naru.Primitives.Specs;

public sealed class SortedChunksSpecs
{
    private static readonly SortedChunks<int, Item> None = new(item => item.Key, Comparer<int>.Default);

    private static readonly Gen<Item[]> SomeItems = Gen.Select(Gen.Int[0, 400], Gen.Int[0, 2], (key, value) => new Item(key, value)).Array[0, 300];

    private static readonly Gen<int[]> SomeKeys = Gen.Int[0, 400].Array[0, 150];

    [Fact]
    public void After_any_changes_it_holds_what_a_dictionary_does_in_order() =>
        Gen.Select(SomeItems, SomeKeys).Array[1, 6].Sample(changes =>
        {
            var (chunks, dictionary) = (None, new SortedDictionary<int, Item>());
            foreach (var (set, removed) in changes)
            {
                chunks = chunks.With(set, removed);
                foreach (var key in removed)
                    dictionary.Remove(key);
                foreach (var item in set)
                    dictionary[item.Key] = item;
                Assert.Equal(dictionary.Values, chunks);
                Assert.Equal(dictionary.Count, chunks.Count);
                Assert.DoesNotContain(chunks.Chunks, chunk => chunk.Count is 0 or > 64);
                for (var key = 0; key <= 400; key++)
                {
                    Assert.Equal(dictionary.TryGetValue(key, out var expected), chunks.TryFind(key, out var found));
                    Assert.Equal(expected, found);
                }
            }
        });

    [Fact]
    public void What_changed_since_turns_one_into_the_other() =>
        Gen.Select(SomeItems, SomeItems, SomeKeys).Sample((first, set, removed) =>
        {
            var before = None.With(first, []);
            var related = before.With(set, removed);
            // The second has the same items and no chunk in common.
            foreach (var after in new[] { related, None.With(related, []) })
            {
                var (changed, gone) = after.Since(before);
                Assert.Equal(after, before.With(changed, gone));
                Assert.All(changed, item => Assert.False(before.TryFind(item.Key, out var old) && old == item));
                Assert.All(gone, key => Assert.True(before.TryFind(key, out _) && !after.TryFind(key, out _)));
            }
        });

    [Fact]
    public void A_change_leaves_the_chunks_it_does_not_fall_into()
    {
        var before = None.With(Enumerable.Range(0, 2000).Select(key => new Item(2 * key, 0)), []);
        foreach (var after in new[] { before.With([new Item(1001, 1)], []), before.With([], [1000]), before.With([new Item(1000, 1)], []) })
        {
            Assert.InRange(after.Chunks.Except(before.Chunks).Count(), 1, 2);
            Assert.InRange(before.Chunks.Except(after.Chunks).Count(), 1, 2);
        }
    }

    [Fact]
    public void No_change_gives_the_same_object() => Assert.Same(None, None.With([], []));

    private sealed record Item(int Key, int Value);
}
