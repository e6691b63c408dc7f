using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Naru.ObjectStorage.Specs;

/// <summary>As much of a store that speaks S3 as puts and gets need; one that can be told to break off.</summary>
internal sealed class FakeBucket : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _objects = new();
    private readonly WebApplication _app;

    private FakeBucket(WebApplication app)
    {
        _app = app;
        app.Run(AnswerAsync);
    }

    public Uri Endpoint => new(_app.Urls.First());

    /// <summary>Only half of what is asked for comes.</summary>
    public bool BreaksOff { get; set; }

    public static async Task<FakeBucket> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var bucket = new FakeBucket(app);
        await app.StartAsync();
        return bucket;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var (name, response) = (http.Request.Path.Value!, http.Response);
        if (http.Request.Method == "PUT")
        {
            using var bytes = new MemoryStream();
            await http.Request.Body.CopyToAsync(bytes);
            _objects[name] = bytes.ToArray();
#pragma warning disable CA5351 // What the protocol has.
            response.Headers.ETag = $"\"{Convert.ToHexStringLower(MD5.HashData(bytes.ToArray()))}\"";
#pragma warning restore CA5351
        }
        else if (http.Request.Method == "GET" && _objects.TryGetValue(name, out var found))
        {
            response.ContentLength = found.Length;
            if (BreaksOff)
            {
                await response.Body.WriteAsync(found.AsMemory(0, found.Length / 2));
                await response.Body.FlushAsync();
                http.Abort();
                return;
            }
            await response.Body.WriteAsync(found);
        }
        else
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            response.ContentType = "application/xml";
            await response.WriteAsync("<Error><Code>NoSuchKey</Code></Error>");
        }
    }
}
