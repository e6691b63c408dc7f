using Naru.Identity.Catalog;
using Naru.State;

namespace Naru.Identity.Bootstrap;

public sealed class IdentityBootstrapSpecs : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("identity-specs-").FullName;
    private Store _store = null!;

    public async Task InitializeAsync() =>
        _store = await Store.OpenAsync(new Schema(IdentityTables.All), new MemoryJournal(), TimeProvider.System);

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task The_first_password_is_random_and_only_its_owner_can_read_it()
    {
        var bootstrap = Bootstrap("http://one");
        await bootstrap.RunAsync();

        Assert.Equal(24, (await File.ReadAllTextAsync(bootstrap.PasswordFile)).Trim().Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bootstrap.PasswordFile));
    }

    [Fact]
    public async Task A_second_start_at_the_same_address_changes_nothing()
    {
        await Bootstrap("http://one").RunAsync();
        var before = _store.Current;
        await Bootstrap("http://one").RunAsync();

        foreach (var table in new Func<IStateReader, object>[] { state => state.In(CatalogTables.Endpoints).All.ToList(), state => state.In(Projects.ProjectTable.Table).All.ToList() })
            Assert.Equal(table(before), table(_store.Current));
    }

    [Fact]
    public async Task Endpoints_follow_the_address()
    {
        await Bootstrap("http://one").RunAsync();
        await Bootstrap("https://two:8443/").RunAsync();

        Assert.Equal(
            [
                "https://two:8443/compute/v2.1", "https://two:8443/identity", "https://two:8443/image", "https://two:8443/networking",
                "https://two:8443/object-store/v1/AUTH_$(project_id)s", "https://two:8443/share/v2",
                "https://two:8443/volume/v3/$(project_id)s",
            ],
            _store.Current.In(CatalogTables.Endpoints).All.Select(endpoint => endpoint.Url).Distinct().Order());
    }

    private IdentityBootstrap Bootstrap(string url) => new(_store, new IdentityOptions { DataDirectory = _directory, PublicUrl = url });
}
