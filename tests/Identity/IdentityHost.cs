using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Identity.Bootstrap;
using Naru.Identity.Passwords;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Identity;

/// <summary>Identity behind a real listener on loopback, with a state in memory; shared by the tests of a class.</summary>
public sealed class IdentityHost : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("identity-specs-").FullName;
    private WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public Store Store { get; private set; } = null!;

    public string AdminPassword { get; private set; } = "";

    /// <summary>A token of the administrator on the project <c>admin</c>.</summary>
    public string AdminToken { get; private set; } = "";

    /// <summary>Every route of the API.</summary>
    public IEnumerable<RouteEndpoint> Routes =>
        _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    public PolicyTable Policies => _app.Services.GetRequiredKeyedService<PolicyTable>(IdentityRegistration.PolicyKey);

    /// <summary>The address of <c>/identity/v3</c>.</summary>
    public Uri Address => Client.BaseAddress!; // Set before the first test.

    /// <summary>What passwords must be like; set before the host starts.</summary>
    internal PasswordRules Passwords { get; init; } = new();

    /// <summary>The clock of the host.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    public async Task InitializeAsync()
    {
        Store = await Store.OpenAsync(new Schema(IdentityTables.All), new MemoryJournal(), Time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(Store);
        builder.Services.AddSingleton(Time);
        builder.Services.AddIdentity(new IdentityOptions { DataDirectory = _directory, PublicUrl = "http://cloud.test", Passwords = Passwords });
        _app = builder.Build();
        var bootstrap = _app.Services.GetRequiredService<IdentityBootstrap>();
        await bootstrap.RunAsync();
        AdminPassword = (await File.ReadAllTextAsync(bootstrap.PasswordFile)).Trim();
        _app.MapIdentityApi();
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.First() + "/identity/v3/") };
        AdminToken = await TokenAsync(LoginBody.Password("admin", AdminPassword, LoginBody.OnProject("admin")));
    }

    /// <summary>Nobody answers any more.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Logs in and answers the token.</summary>
    public async Task<string> TokenAsync(JsonObject login)
    {
        using var answer = await Client.PostAsJsonAsync("auth/tokens", login);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.GetValues("X-Subject-Token").Single();
    }

    public async Task<HttpStatusCode> LoginStatusAsync(JsonObject login)
    {
        using var answer = await Client.PostAsJsonAsync("auth/tokens", login);
        return answer.StatusCode;
    }

    /// <summary>Sends a request with a token (the administrator's unless another is given).</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body = null, string? token = null, string? subject = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Auth-Token", token ?? AdminToken);
        if (subject is not null)
            request.Headers.Add("X-Subject-Token", subject);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Creates a resource and answers its id.</summary>
    public async Task<string> CreateAsync(string collection, string singular, JsonObject attributes)
    {
        var answer = await SendAsync(HttpMethod.Post, collection, new JsonObject { [singular] = attributes });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Body![singular]!["id"]!.GetValue<string>();
    }

    public async Task<string> RoleIdAsync(string name) =>
        (await SendAsync(HttpMethod.Get, $"roles?name={name}")).Body!["roles"]![0]!["id"]!.GetValue<string>();

    /// <summary>A user with a password and a role on a new project.</summary>
    public async Task<Member> AddMemberAsync(string role)
    {
        var name = $"user-{Guid.NewGuid():N}";
        var projectId = await CreateAsync("projects", "project", new JsonObject { ["name"] = name });
        var userId = await CreateAsync("users", "user", new JsonObject { ["name"] = name, ["password"] = name });
        var roleId = await RoleIdAsync(role);
        var granted = await SendAsync(HttpMethod.Put, $"projects/{projectId}/users/{userId}/roles/{roleId}");
        Assert.Equal(HttpStatusCode.NoContent, granted.Status);
        return new Member(userId, name, name, projectId, roleId);
    }
}
