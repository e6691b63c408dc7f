using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Callers.Specs;
using Naru.Rest;
using Naru.SharedFileSystems.Ceph;
using Naru.SharedFileSystems.Servers;
using Naru.SharedFileSystems.Storage;
using Naru.State;

namespace Naru.SharedFileSystems.Specs;

/// <summary>Shared File Systems on a port of its own, with tokens of the form <c>user:project:role,role</c>.</summary>
internal sealed class ShareHost : IAsyncDisposable
{
    public const string Owner = "alice:11111111111111111111111111111111:member,reader";
    public const string Other = "bob:22222222222222222222222222222222:member,reader";
    public const string Admin = "root:00000000000000000000000000000000:admin,member,reader";
    public const string Newest = "2.78";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly MemoryJournal _journal = new();
    private readonly ShareOptions _options;
    private readonly IShareBackend? _backend;
    private readonly IServerPorts? _ports;
    private WebApplication _app = null!;

    private ShareHost(ShareOptions options, IShareBackend? backend, IServerPorts? ports) => (_options, _backend, _ports) = (options, backend, ports);

    public HttpClient Client { get; private set; } = null!;

    public Store Store { get; private set; } = null!;

    public string Directory => _options.DataDirectory;

    public static Task<ShareHost> StartAsync(string? address = null, string? networkNamespace = null) => StartAsync(address, networkNamespace, backend: null);

    /// <summary>With share servers, whose ports are somebody's.</summary>
    public static Task<ShareHost> StartAsync(IServerPorts ports, string? address = null, string? networkNamespace = null) => StartAsync(address, networkNamespace, backend: null, ports);

    public static Task<ShareHost> StartAsync(IShareBackend backend) => StartAsync(address: null, networkNamespace: null, backend);

    /// <summary>With shares in a file system of Ceph.</summary>
    public static Task<ShareHost> StartAsync(CephFsOptions cephFs) => StartAsync(address: null, networkNamespace: null, backend: null, cephFs: cephFs);

    private static async Task<ShareHost> StartAsync(string? address, string? networkNamespace, IShareBackend? backend, IServerPorts? ports = null, CephFsOptions? cephFs = null)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("naru-shares-spec-").FullName;
        var host = new ShareHost(new ShareOptions(directory, address, networkNamespace) { CephFs = cephFs }, backend, ports);
        await host.RunAsync();
        return host;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, string? token = Owner, string? version = Newest)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (token is not null)
            request.Headers.Add("X-Auth-Token", token);
        if (version is not null)
            request.Headers.Add("X-OpenStack-Manila-API-Version", version);
        return await Client.SendAsync(request);
    }

    public async Task<int> StatusAsync(HttpMethod method, string path, string? json = null, string? token = Owner, string? version = Newest)
    {
        using var answer = await SendAsync(method, path, json, token, version);
        return (int)answer.StatusCode;
    }

    public async Task<JsonNode> JsonAsync(HttpMethod method, string path, string? json = null, string? token = Owner, string? version = Newest)
    {
        using var answer = await SendAsync(method, path, json, token, version);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length > 0 ? JsonNode.Parse(text)! : new JsonObject();
    }

    public async Task<string> CreateAsync(string attributes = "", string token = Owner)
    {
        var protocol = _options.CephFs is null ? "nfs" : "cephfs";
        var json = $$$"""{"share":{"share_proto":"{{{protocol}}}","size":1{{{(attributes.Length > 0 ? "," + attributes : "")}}}}}""";
        var id = (await JsonAsync(HttpMethod.Post, "shares", json, token))["share"]!["id"]!.GetValue<string>();
        await UntilAsync($"shares/{id}", "share", "status", "available", token);
        return id;
    }

    public async Task<string> PathAsync(string share) =>
        (await JsonAsync(HttpMethod.Get, $"shares/{share}/export_locations"))["export_locations"]![0]!["path"]!.GetValue<string>();

    /// <summary>Lets addresses or a user of Ceph in, and waits until they are.</summary>
    public async Task<string> AllowAsync(string share, string to, string level = "rw", string state = "active", string token = Owner)
    {
        var type = _options.CephFs is null ? "ip" : "cephx";
        var json = $$$"""{"allow_access":{"access_type":"{{{type}}}","access_to":"{{{to}}}","access_level":"{{{level}}}"}}""";
        var rule = (await JsonAsync(HttpMethod.Post, $"shares/{share}/action", json, token))["access"]!["id"]!.GetValue<string>();
        await UntilAsync($"share-access-rules/{rule}", "access", "state", state, token);
        return rule;
    }

    public Task ActAsync(string share, string json, string token = Owner) => JsonAsync(HttpMethod.Post, $"shares/{share}/action", json, token);

    public async Task UntilAsync(string path, string name, string attribute, string value, string token = Owner)
    {
        var last = "";
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(5))
        {
            last = (await JsonAsync(HttpMethod.Get, path, token: token))[name]![attribute]!.GetValue<string>();
            if (last == value)
                return;
        }
        Assert.Fail($"{path}: {attribute} is {last}, not {value}.");
    }

    /// <summary>Waits for the first of a list.</summary>
    public async Task UntilListedAsync(string path, string name, string attribute, string value)
    {
        var last = "";
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(5))
        {
            last = (await JsonAsync(HttpMethod.Get, path))[name]![0]![attribute]!.GetValue<string>();
            if (last == value)
                return;
        }
        Assert.Fail($"{path}: {attribute} is {last}, not {value}.");
    }

    public async Task UntilGoneAsync(string path, string token = Owner)
    {
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(5))
        {
            if (await StatusAsync(HttpMethod.Get, path, token: token) == 404)
                return;
        }
        Assert.Fail($"{path} is still there.");
    }

    /// <summary>Under what name the bytes of a share are kept.</summary>
    public string InstanceOf(string share) => Store.Current.In(ShareTables.Shares).Find(share)!.InstanceId;

    /// <summary>Ends the process as far as the service is concerned, lets somebody change what it left, and starts anew.</summary>
    public async Task RestartAsync(Action between)
    {
        await StopAsync();
        between();
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task StopAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Store.DisposeAsync();
    }

    private async Task RunAsync()
    {
        Store = await Store.OpenAsync(new Schema(ShareTables.All), _journal, TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(Store);
        builder.Services.AddSingleton<ICallerResolver, WrittenCallers>();
        builder.Services.AddSharedFileSystems(_options);
        if (_backend is not null)
            builder.Services.AddSingleton(_backend);
        if (_ports is not null)
            builder.Services.AddSingleton(_ports);
        _app = builder.Build();
        await _app.Services.PrepareSharedFileSystemsAsync(CancellationToken.None);
        _app.MapSharedFileSystemsApi();
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.First() + "/share/v2/") };
    }
}
