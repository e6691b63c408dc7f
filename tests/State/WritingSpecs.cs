namespace Naru.State;

public sealed class WritingSpecs : IAsyncLifetime
{
    private static readonly WriteContext Context = new("req-1", "tester");
    private Store _store = null!;

    public async Task InitializeAsync() =>
        _store = await Store.OpenAsync(new Schema([Things.Table, Counters.Table]), new MemoryJournal(), TimeProvider.System);

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_write_is_visible_when_it_is_acknowledged()
    {
        var result = await _store.WriteAsync<Thing>(Context, transaction =>
        {
            var thing = new Thing("a", "s1", "red", 7, new EquatableTags("x", "y"));
            transaction.Insert(Things.Table, thing);
            return thing;
        });

        Assert.True(result.Succeeded);
        Assert.Equal(1, _store.Current.Revision);
        Assert.Equal(result.Value, _store.Current.In(Things.Table).Find("a"));
        Assert.Equal("a", Assert.Single(Things.ByGroup.Of(_store.Current, "red")).Id);
        Assert.Equal(1, Things.ByNumber.CountOf(_store.Current, 7));
        Assert.True(Things.ByTag.Any(_store.Current, "y"));
        Assert.Equal("a", Things.BySerial.Find(_store.Current, "s1")?.Id);
    }
}
