using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Identity.Passwords;
using Naru.Network;
using Naru.Rest.Keystone;
using Naru.State;

namespace Naru.Identity.Keystone;

/// <summary>A server with Networking alone, whose callers another server's Identity knows.</summary>
public sealed class ExistingKeystoneSpecs : IAsyncLifetime
{
    private readonly IdentityHost _keystone = new();
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow);
    private WebApplication _app = null!;
    private Store _store = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        await _keystone.InitializeAsync();
        var account = await _keystone.AddMemberAsync("service");
        _store = await Store.OpenAsync(new Schema(NetworkTables.All), new MemoryJournal(), TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton(_store);
        builder.Services.AddKeystone(new KeystoneOptions
        {
            AuthUrl = new Uri(_keystone.Address, "/identity"),
            Username = account.Name,
            Password = account.Password,
            ProjectName = account.Name,
            PublicUrl = new Uri("https://keystone.example/identity"),
        });
        builder.Services.AddNetwork(new NetworkOptions());
        _app = builder.Build();
        _app.MapNetworkApi();
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        await _keystone.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_no_token_that_holds_is_sent_to_that_keystone()
    {
        using var without = await _http.GetAsync("/networking/v2.0/networks");
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal("Keystone uri=\"https://keystone.example/identity\"", without.Headers.WwwAuthenticate.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("nonsense", "GET", "networks")).Status);
        using var identity = await _http.GetAsync("/identity/v3");
        Assert.Equal(HttpStatusCode.NotFound, identity.StatusCode);
    }

    [Fact]
    public async Task Roles_and_projects_are_those_that_keystone_tells()
    {
        var (member, other, reader) = (await _keystone.AddMemberAsync("member"), await _keystone.AddMemberAsync("member"), await _keystone.AddMemberAsync("reader"));
        var (mine, theirs, reading) = (await _keystone.TokenAsync(member.Login), await _keystone.TokenAsync(other.Login), await _keystone.TokenAsync(reader.Login));
        var made = await SendAsync(mine, "POST", "networks", """{"network":{"name":"n"}}""");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(member.ProjectId, (string?)made.Body!["network"]!["project_id"]);
        var path = $"networks/{(string?)made.Body["network"]!["id"]}";

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(mine, "GET", path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(theirs, "GET", path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(_keystone.AdminToken, "GET", path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(reading, "POST", "networks", """{"network":{}}""")).Status);
    }

    [Fact]
    public async Task A_token_outlives_its_revocation_by_the_time_that_answers_are_remembered()
    {
        var member = await _keystone.AddMemberAsync("member");
        var token = await _keystone.TokenAsync(member.Login);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(token, "GET", "networks")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _keystone.SendAsync(HttpMethod.Delete, "auth/tokens", subject: token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(token, "GET", "networks")).Status);
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(token, "GET", "networks")).Status);
    }

    [Fact]
    public async Task The_own_account_logs_in_again_when_its_token_was_revoked()
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(_keystone.AdminToken, "GET", "networks")).Status);
        var session = _app.Services.GetRequiredService<KeystoneSession>();
        var own = (await session.TokenAsync(CancellationToken.None)).Value!;
        Assert.Equal(HttpStatusCode.NoContent, (await _keystone.SendAsync(HttpMethod.Delete, "auth/tokens", subject: own.Text)).Status);
        var member = await _keystone.AddMemberAsync("member");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(await _keystone.TokenAsync(member.Login), "GET", "networks")).Status);
        Assert.Equal("http://cloud.test/networking", own.Endpoint("network", "public", "RegionOne")?.ToString());
    }

    [Fact]
    public async Task While_keystone_is_away_only_remembered_tokens_are_answered()
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(_keystone.AdminToken, "GET", "networks")).Status);
        await _keystone.StopAsync();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(_keystone.AdminToken, "GET", "networks")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync("another", "GET", "networks")).Status);
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(string token, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/networking/v2.0/{path}");
        request.Headers.Add("X-Auth-Token", token);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
