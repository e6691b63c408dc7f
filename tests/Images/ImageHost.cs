using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Callers.Specs;
using Naru.Rest;
using Naru.State;

namespace Naru.Images.Specs;

/// <summary>Image on a port of its own, with tokens of the form <c>user:project:role,role</c>.</summary>
internal sealed class ImageHost : IAsyncDisposable
{
    public const string Owner = "alice:p1:member,reader";
    public const string Other = "bob:p2:member,reader";
    public const string Admin = "root:p0:admin,member,reader";

    private readonly string _directory;
    private readonly MemoryJournal _journal = new();
    private Store _store = null!;
    private WebApplication _app = null!;

    private ImageHost(string directory) => _directory = directory;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Files with data of images, whether named or still arriving.</summary>
    public IReadOnlyList<string> Files => Directory.GetFiles(_directory, "*", SearchOption.AllDirectories);

    public string Incoming => Path.Combine(_directory, "incoming");

    public Store Store => _store;

    public static async Task<ImageHost> StartAsync(params string[] downloadHosts)
    {
        var host = new ImageHost(Directory.CreateTempSubdirectory("naru-images-spec-").FullName);
        await host.RunAsync(downloadHosts);
        return host;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await RunAsync([]);
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? token = Owner, byte[]? body = null, string? type = null, string? range = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        if (type is not null)
            request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (range is not null)
            request.Headers.TryAddWithoutValidation("Range", range);
        if (token is not null)
            request.Headers.Add("X-Auth-Token", token);
        return await Client.SendAsync(request);
    }

    public async Task<int> StatusAsync(HttpMethod method, string path, string? token = Owner, string? json = null)
    {
        using var answer = await SendAsync(method, path, token, json is null ? null : Encoding.UTF8.GetBytes(json), json is null ? null : "application/json");
        return (int)answer.StatusCode;
    }

    public async Task<JsonNode> JsonAsync(HttpMethod method, string path, string? token = Owner, string? json = null)
    {
        using var answer = await SendAsync(method, path, token, json is null ? null : Encoding.UTF8.GetBytes(json), json is null ? null : "application/json");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public Task<JsonNode> ShowAsync(string id, string token = Owner) => JsonAsync(HttpMethod.Get, $"images/{id}", token);

    /// <summary>Creates an image, raw unless the attributes say otherwise.</summary>
    public async Task<string> CreateAsync(string attributes = "", string token = Owner)
    {
        var json = $$"""{"name":"one","disk_format":"raw","container_format":"bare"{{(attributes.Length > 0 ? "," + attributes : "")}}}""";
        return (await JsonAsync(HttpMethod.Post, "images", token, json))["id"]!.GetValue<string>();
    }

    public async Task<int> UploadAsync(string id, byte[] data, string place = "file")
    {
        using var answer = await SendAsync(HttpMethod.Put, $"images/{id}/{place}", Owner, data, "application/octet-stream");
        return (int)answer.StatusCode;
    }

    public async Task<int> PatchAsync(string id, string operations, string token = Owner, string type = "application/openstack-images-v2.1-json-patch")
    {
        using var answer = await SendAsync(HttpMethod.Patch, $"images/{id}", token, Encoding.UTF8.GetBytes(operations), type);
        return (int)answer.StatusCode;
    }

    public async Task<IReadOnlyList<string>> NamesAsync(string query, string token = Owner) =>
        [.. (await JsonAsync(HttpMethod.Get, $"images?{query}", token))["images"]!.AsArray().Select(image => image!["name"]!.GetValue<string>())];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task StopAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    private async Task RunAsync(string[] downloadHosts)
    {
        _store = await Store.OpenAsync(new Schema(ImageTables.All), _journal, TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(_store);
        builder.Services.AddSingleton<ICallerResolver, WrittenCallers>();
        builder.Services.AddImages(new ImageOptions(_directory, downloadHosts));
        _app = builder.Build();
        _app.MapImageApi();
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.First() + "/image/v2/") };
    }
}
