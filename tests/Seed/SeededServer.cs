using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Identity;
using Naru.Identity.Bootstrap;
using Naru.Network;
using Naru.Network.NodeLink;
using Naru.Network.Quotas;
using Naru.Network.Routers;
using Naru.Network.SimulatedHosts;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Seed;

/// <summary>The APIs with simulated hosts, as <c>naru server --api-only</c> puts them together.</summary>
internal sealed class SeededServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Api[] _apis;

    private SeededServer(WebApplication app, Store store, Api[] apis) => (_app, Store, _apis) = (app, store, apis);

    public Store Store { get; }

    public static async Task<SeededServer> CreateAsync()
    {
        var store = await Store.OpenAsync(
            new Schema([.. IdentityTables.All, .. NetworkTables.All, .. SeedTables.All]), new MemoryJournal(), TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(store);
        builder.Services.AddIdentity(new IdentityOptions { DataDirectory = "", PublicUrl = "http://127.0.0.1", FirstPassword = "secret" });
        builder.Services.AddNetwork(new NetworkOptions());
        builder.Services.AddNodeLink();
        builder.Services.AddSimulatedHosts(SimulatedHostsService.Named(computes: 2));
        var app = builder.Build();
        await app.Services.GetRequiredService<IdentityBootstrap>().RunAsync();
        await app.Services.PrepareNetworkAsync();
        return new SeededServer(app, store, [app.MapNetworkApi(), app.MapIdentityApi()]);
    }

    /// <summary>Applies a seed that is written here.</summary>
    public async Task<Result<int>> SeedAsync(string text)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("naru-seed").FullName, "cloud.yaml");
        await File.WriteAllTextAsync(file, text);
        try
        {
            return await SeedFileAsync(file);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    public Task<Result<int>> SeedFileAsync(string path) =>
        new DeclaredState(_apis, _app.Services.GetRequiredService<RouterInterfaces>(), _app.Services.GetRequiredService<NetworkQuotas>())
            .ApplyAsync(Store, path, "admin", default);

    /// <summary>Attaches the simulated hosts; ends when they have said how everything is.</summary>
    public Task StartAsync() => _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Store.DisposeAsync();
    }
}
