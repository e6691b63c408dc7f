using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.BlockStorage.Drivers.Rbd;
using Naru.Callers.Specs;
using Naru.Images;
using Naru.ObjectStorage;
using Naru.Rest;
using Naru.State;

namespace Naru.BlockStorage.Specs;

/// <summary>Block Storage on a port of its own with real files, and tokens of the form <c>user:project:role,role</c>.</summary>
internal sealed class VolumeHost : IAsyncDisposable
{
    public const string Owner = "alice:p1:member,reader";
    public const string Other = "bob:p2:member,reader";
    public const string Admin = "root:p0:admin,member,reader";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly string _directory;
    private readonly MemoryJournal _journal = new();
    private readonly RbdOptions? _rbd;
    private WebApplication _app = null!;

    private VolumeHost(string directory, RbdOptions? rbd) => (_directory, _rbd) = (directory, rbd);

    public HttpClient Client { get; private set; } = null!;

    public Store Store { get; private set; } = null!;

    public string Volumes => Path.Combine(_directory, "volumes", "volumes");

    public string Snapshots => Path.Combine(_directory, "volumes", "snapshots");

    public string Foreign => Path.Combine(_directory, "volumes", "foreign");

    /// <summary>Files with bytes of volumes and snapshots, or of what was begun.</summary>
    public IReadOnlyList<string> Files => Directory.GetFiles(Path.Combine(_directory, "volumes"), "*", SearchOption.AllDirectories);

    /// <param name="place">Where its directory is made; null: where temporary files go.</param>
    /// <param name="rbd">The pool of Ceph that has volumes beside the files.</param>
    public static async Task<VolumeHost> StartAsync(string? place = null, RbdOptions? rbd = null)
    {
        var host = new VolumeHost(place is null
            ? Directory.CreateTempSubdirectory("naru-volumes-spec-").FullName
            : Directory.CreateDirectory(Path.Combine(place, "spec")).FullName, rbd);
        await host.RunAsync();
        return host;
    }

    /// <summary>Ends the process as far as the store and the worker are concerned, lets somebody change what it left, and starts anew.</summary>
    public async Task RestartAsync(Func<Store, Task>? between = null)
    {
        await StopAsync();
        if (between is not null)
        {
            await using var store = await OpenAsync();
            await between(store);
        }
        await RunAsync();
    }

    public async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, string? json = null, string? token = Owner, string version = "3.70")
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (token is not null)
            request.Headers.Add("X-Auth-Token", token);
        request.Headers.Add("OpenStack-API-Version", $"volume {version}");
        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    public async Task<int> StatusAsync(HttpMethod method, string path, string? json = null, string? token = Owner, string version = "3.70") =>
        (await SendAsync(method, path, json, token, version)).Status;

    public async Task<JsonNode> JsonAsync(HttpMethod method, string path, string? json = null, string? token = Owner, string version = "3.70")
    {
        var (status, body) = await SendAsync(method, path, json, token, version);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {body}");
        return body!;
    }

    /// <summary>Makes a volume and waits until it is there.</summary>
    public async Task<string> CreateAsync(string attributes = "\"size\":1", string token = Owner)
    {
        var id = (await JsonAsync(HttpMethod.Post, "volumes", $$$"""{"volume":{{{{attributes}}}}}""", token))["volume"]!["id"]!.GetValue<string>();
        await UntilAsync("volume", id, "available", token);
        return id;
    }

    /// <summary>Makes a raw image.</summary>
    public async Task<string> ImageAsync(byte[] content)
    {
        var images = new Uri(Client.BaseAddress!, "/image/v2/images");
        var id = (await JsonAsync(HttpMethod.Post, images.AbsoluteUri, """{"disk_format":"raw","container_format":"bare"}"""))["id"]!.GetValue<string>();
        var request = new HttpRequestMessage(HttpMethod.Put, $"{images}/{id}/file") { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.Add("X-Auth-Token", Owner);
        using var answer = await Client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return id;
    }

    public async Task<string> SnapshotAsync(string volumeId)
    {
        var id = (await JsonAsync(HttpMethod.Post, "snapshots", $$$"""{"snapshot":{"volume_id":"{{{volumeId}}}"}}"""))["snapshot"]!["id"]!.GetValue<string>();
        await UntilAsync("snapshot", id, "available");
        return id;
    }

    public async Task UntilAsync(string kind, string id, string status, string token = Owner)
    {
        var last = "";
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(Pause))
        {
            var (code, body) = await SendAsync(HttpMethod.Get, $"{kind}s/{id}", token: token);
            last = code == 404 ? "gone" : body![kind]!["status"]!.GetValue<string>();
            if (last == status)
                return;
        }
        Assert.Fail($"The {kind} is {last}, not {status}.");
    }

    public void Write(string volumeId, string text, long position = 0)
    {
        using var file = new FileStream(Path.Combine(Volumes, volumeId), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = position;
        file.Write(Encoding.ASCII.GetBytes(text));
    }

    public string Read(string volumeId, int length, long position = 0)
    {
        using var file = new FileStream(Path.Combine(Volumes, volumeId), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[length];
        file.Position = position;
        file.ReadExactly(bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    /// <summary>What the owner sees of the object store: names of a container, a line each; empty when it is not there.</summary>
    public async Task<string> ObjectsAsync(string container)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Client.BaseAddress!, $"/object-store/v1/AUTH_p1/{container}"));
        request.Headers.Add("X-Auth-Token", Owner);
        using var answer = await Client.SendAsync(request);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : "";
    }

    public long Length(string volumeId) => new FileInfo(Path.Combine(Volumes, volumeId)).Length;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StopAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Store.DisposeAsync();
    }

    private Task<Store> OpenAsync() => Store.OpenAsync(new Schema([.. ImageTables.All, .. BlockStorageTables.All]), _journal, TimeProvider.System);

    private async Task RunAsync()
    {
        Store = await OpenAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(Store);
        builder.Services.AddSingleton<ICallerResolver, WrittenCallers>();
        builder.Services.AddImages(new ImageOptions(Path.Combine(_directory, "images"), []));
        builder.Services.AddObjectStorage(new ObjectStorageOptions(Path.Combine(_directory, "objects")));
        builder.Services.AddBlockStorage(new BlockStorageOptions(Path.Combine(_directory, "volumes"), "spec") { Rbd = _rbd });
        _app = builder.Build();
        _app.MapObjectStorageApi();
        _app.MapImageApi();
        _app.MapBlockStorageApi();
        await _app.Services.PrepareBlockStorageAsync();
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.First() + "/volume/v3/") };
    }
}
