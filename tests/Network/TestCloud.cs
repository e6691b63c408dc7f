using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.NodeContract;
using Naru.Network.Nodes;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Network;

/// <summary>The Networking API on a loopback port, with its state in memory and callers named by headers.</summary>
internal sealed class TestCloud : IAsyncDisposable
{
    public const string ComputeHost = "compute-1";

    private readonly WebApplication _app;

    private TestCloud(WebApplication app, Api api, Store store, HttpClient http) => (_app, Api, Store, Http) = (app, api, store, http);

    public Api Api { get; }

    public Store Store { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TestCloud> StartAsync(NetworkOptions? options = null)
    {
        var store = await Store.OpenAsync(new Schema(NetworkTables.All), new MemoryJournal(), TimeProvider.System);
        (await store.WriteAsync(new WriteContext("test", "test"), state =>
        {
            state.Insert(NodeTable.Table, new Node
            {
                Id = ComputeHost,
                Mechanism = "openvswitch",
                TunnelAddress = IpAddress.Parse("10.0.0.1"),
                TunnelTypes = ["vxlan"],
                BridgeMappings = [new BridgeMapping("physnet1", "br-ex")],
                Firewall = "hybrid",
                DatapathType = "netdev",
                IsAttached = true,
            });
            return Done.Ok;
        })).Unwrap();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton<ICallerResolver, HeaderCallers>();
        builder.Services.AddNetwork(options ?? new NetworkOptions());
        var app = builder.Build();
        var api = app.MapNetworkApi();
        await app.StartAsync();
        var http = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/networking/v2.0/") };
        return new TestCloud(app, api, store, http);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await Store.DisposeAsync();
    }

    /// <summary>Sends a request and answers status and body.</summary>
    /// <param name="project">
    /// The caller's project; a member of it, or an administrator when it starts with <c>admin</c>, or somebody of the role before an <c>@</c>.
    /// </param>
    public async Task<(int Status, JsonElement Body)> SendAsync(string project, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation(HeaderCallers.Project, project);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    /// <summary>Creates a resource and answers it; anything but success fails the test.</summary>
    public async Task<JsonElement> CreateAsync(string project, string path, string singular, string attributes)
    {
        var (status, body) = await SendAsync(project, "POST", path, $$"""{"{{singular}}":{{attributes}}}""");
        Assert.True(status == 201, $"{status}: {body}");
        return body.GetProperty(singular);
    }

    private sealed class HeaderCallers : ICallerResolver
    {
        public const string Project = "X-Test-Project";

        public ValueTask<Result<Caller>> ResolveAsync(Microsoft.AspNetCore.Http.HttpContext request) => ValueTask.FromResult(Resolve(request));

        private static Result<Caller> Resolve(Microsoft.AspNetCore.Http.HttpContext request)
        {
            if (request.Request.Headers[Project] is not [{ Length: > 0 } project])
                return new Error(ErrorKind.Unauthenticated, "HTTPUnauthorized", "The request you have made requires authentication.");
            if (project.Split('@') is [var role, var owner])
            {
                string[] roles = ["admin", "manager", "member", "reader"];
                return new Caller
                {
                    UserId = "user-of-" + owner,
                    ProjectId = owner,
                    Roles = Array.IndexOf(roles, role) is var first and >= 0 ? roles[first..].ToEquatableList() : [role],
                };
            }
            return new Caller
            {
                UserId = "user-of-" + project,
                ProjectId = project,
                Roles = project.StartsWith("admin", StringComparison.Ordinal) ? ["admin", "manager", "member", "reader"]
                    : project.StartsWith("reader", StringComparison.Ordinal) ? ["reader"]
                    : ["member", "reader"],
            };
        }
    }
}
