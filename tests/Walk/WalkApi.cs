using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Network;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest;
using Naru.Walk.Endpoints;
using Naru.Walk.Observing;

namespace Naru.Walk.Specs;

/// <summary>The course's cloud behind the Networking API on a loopback port. A header says who calls: a project, or <c>admin</c>.</summary>
internal sealed class WalkApi : IAsyncDisposable
{
    private const string ProjectHeader = "X-Test-Project";

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private WalkApi(WalkCloud cloud, WebApplication app)
    {
        (Cloud, _app) = (cloud, app);
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/networking/v2.0/") };
    }

    public WalkCloud Cloud { get; }

    public static async Task<WalkApi> StartAsync()
    {
        var cloud = await WalkCloud.OfTheCourseAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(cloud.Store);
        builder.Services.AddSingleton<ICallerResolver, HeaderCallers>();
        builder.Services.AddNetwork(new NetworkOptions());
        var app = builder.Build();
        app.MapWalk(app.MapNetworkApi(), new WalkObserver(NobodyAsync));
        await app.StartAsync();
        return new WalkApi(cloud, app);
    }

    public async Task<(int Status, JsonElement Body)> SendAsync(string project, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add(ProjectHeader, project);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await Cloud.DisposeAsync();
    }

    private static Task<Result<string>> NobodyAsync(string host, NodeQuestionKind kind, EquatableList<string> words, CancellationToken cancellation) =>
        Task.FromResult<Result<string>>(new Error(ErrorKind.Unavailable, "HostAway", $"The agent of host '{host}' is not attached."));

    private sealed class HeaderCallers : ICallerResolver
    {
        public ValueTask<Result<Caller>> ResolveAsync(HttpContext request)
        {
            var project = request.Request.Headers[ProjectHeader].ToString();
            return ValueTask.FromResult<Result<Caller>>(
                new Caller { UserId = $"user-of-{project}", ProjectId = project, Roles = project == "admin" ? ["admin", "member", "reader"] : ["member", "reader"] });
        }
    }
}
