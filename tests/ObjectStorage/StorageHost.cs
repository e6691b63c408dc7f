using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Callers.Specs;
using Naru.ObjectStorage.S3;
using Naru.Rest;

namespace Naru.ObjectStorage.Specs;

/// <summary>The object store on a port of its own, with tokens of the form <c>user:project:role,role</c>.</summary>
internal sealed class StorageHost : IAsyncDisposable
{
    public const string Owner = "alice:p1:member";

    private readonly string _directory;
    private readonly S3Options? _s3;
    private WebApplication _app;

    private StorageHost(string directory, S3Options? s3, WebApplication app)
    {
        (_directory, _s3, _app) = (directory, s3, app);
        Client = NewClient();
    }

    public HttpClient Client { get; private set; }

    public string Contents => Path.Combine(_directory, "contents");

    public string Address => _app.Urls.First();

    /// <param name="place">Where its directory is made; null: where temporary files go.</param>
    /// <param name="s3">The bucket that has the bytes of objects; null: files have them.</param>
    public static async Task<StorageHost> StartAsync(string? place = null, S3Options? s3 = null)
    {
        var directory = place is null ? Directory.CreateTempSubdirectory("naru-objects-spec-").FullName : Directory.CreateDirectory(Path.Combine(place, "spec")).FullName;
        return new StorageHost(directory, s3, await RunAsync(directory, s3));
    }

    public async Task RestartAsync()
    {
        Client.Dispose();
        // The worker ends before the index does.
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = await RunAsync(_directory, _s3);
        Client = NewClient();
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? token = Owner, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        // The path goes out as it is written, which Uri does not promise otherwise.
        var request = new HttpRequestMessage(method, new Uri(Address + "/object-store/v1/" + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is not null || method == HttpMethod.Put || method == HttpMethod.Post)
            request.Content = new ByteArrayContent(body ?? []);
        if (token is not null)
            request.Headers.Add("X-Auth-Token", token);
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }
        return await Client.SendAsync(request);
    }

    public async Task<int> StatusAsync(HttpMethod method, string path, string? token = Owner, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(method, path, token, body, headers);
        return (int)answer.StatusCode;
    }

    public Task<int> PutAsync(string path, string text = "", params (string Name, string Value)[] headers) =>
        StatusAsync(HttpMethod.Put, path, Owner, Encoding.UTF8.GetBytes(text), headers);

    public async Task<string> ReadAsync(string path, string? token = Owner, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, token, null, headers);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        // The worker ends before the index does.
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static async Task<WebApplication> RunAsync(string directory, S3Options? s3)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<ICallerResolver, WrittenCallers>();
        builder.Services.AddObjectStorage(new ObjectStorageOptions(directory) { S3 = s3 });
        var app = builder.Build();
        app.MapObjectStorageApi();
        await app.StartAsync();
        return app;
    }
}
