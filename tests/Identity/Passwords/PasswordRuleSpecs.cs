using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Naru.Identity.Passwords;

/// <summary>The rules of Keystone's security compliance, at a clock of our own.</summary>
public sealed class PasswordRuleSpecs : IAsyncLifetime
{
    private const string First = "First-password-1";
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private IdentityHost _host = null!;
    private string _userId = "";

    public async Task InitializeAsync()
    {
        _host = new IdentityHost
        {
            Time = _time,
            Passwords = new PasswordRules
            {
                Regex = @"(?=.*\d).{7,}",
                RegexDescription = "seven characters, one of them a digit",
                UniqueLastCount = 3,
                MinimumAgeDays = 1,
                ExpiresDays = 30,
                LockoutFailureAttempts = 3,
                LockoutDurationSeconds = 60,
            },
        };
        await _host.InitializeAsync();
        _userId = await AddUserAsync("somebody");
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_password_that_does_not_match_is_refused_with_the_rule_in_words()
    {
        var refused = await _host.SendAsync(HttpMethod.Post, "users", new JsonObject { ["user"] = new JsonObject { ["name"] = "weak", ["password"] = "password" } });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("seven characters, one of them a digit", refused.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, await ChangeAsync(First, "weak"));

        var shown = await _host.SendAsync(HttpMethod.Get, "domains/default/config/security_compliance", token: await LogInAsync(First));
        Assert.Equal("seven characters, one of them a digit", shown.Body!["config"]!["security_compliance"]!["password_regex_description"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_last_passwords_do_not_come_back_unless_an_administrator_gives_them()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await ChangeAsync(First, First));
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(First, "Second-password-2"));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.BadRequest, await ChangeAsync("Second-password-2", First));
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync("Second-password-2", "Third-password-3"));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.BadRequest, await ChangeAsync("Third-password-3", First));
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync("Third-password-3", "Fourth-password-4"));
        _time.Advance(TimeSpan.FromDays(1));
        // Three passwords later it is as good as a new one.
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync("Fourth-password-4", First));

        var reset = await _host.SendAsync(
            HttpMethod.Patch, $"users/{_userId}", new JsonObject { ["user"] = new JsonObject { ["password"] = First } }, await AdminAsync());
        Assert.Equal(HttpStatusCode.OK, reset.Status);
    }

    [Fact]
    public async Task A_password_of_ones_own_choice_is_kept_for_its_time()
    {
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(First, "Second-password-2"));
        _time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(HttpStatusCode.BadRequest, await ChangeAsync("Second-password-2", "Third-password-3"));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync("Second-password-2", "Third-password-3"));
    }

    [Fact]
    public async Task A_password_that_has_ended_is_good_for_its_change_only()
    {
        var shown = await _host.SendAsync(HttpMethod.Get, $"users/{_userId}");
        Assert.Equal("2026-01-31T12:00:00.000000", shown.Body!["user"]!["password_expires_at"]!.GetValue<string>());
        _time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(First));
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(First, "Second-password-2"));
        Assert.Equal(HttpStatusCode.Created, await StatusAsync("Second-password-2"));

        var robot = new JsonObject { ["name"] = "robot", ["password"] = First, ["options"] = new JsonObject { ["ignore_password_expiry"] = true } };
        var made = await _host.SendAsync(HttpMethod.Post, "users", new JsonObject { ["user"] = robot }, await AdminAsync());
        var ignoring = made.Body!["user"]!["id"]!.GetValue<string>();
        _time.Advance(TimeSpan.FromDays(60));
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(First, ignoring));
    }

    [Fact]
    public async Task Wrong_passwords_lock_the_user_for_a_while()
    {
        for (var attempt = 0; attempt < 3; attempt++)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("Wrong-password-0"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(First));
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(First));

        // A right password in between begins the count anew.
        await StatusAsync("Wrong-password-0");
        await StatusAsync("Wrong-password-0");
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(First));
        await StatusAsync("Wrong-password-0");
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(First));
    }

    [Fact]
    public async Task An_administrator_unlocks_by_enabling_and_options_prevent_it()
    {
        for (var attempt = 0; attempt < 3; attempt++)
            await StatusAsync("Wrong-password-0");
        await _host.SendAsync(HttpMethod.Patch, $"users/{_userId}", new JsonObject { ["user"] = new JsonObject { ["enabled"] = true } });
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(First));

        var ignoring = await AddUserAsync("robot", new JsonObject { ["ignore_lockout_failure_attempts"] = true, ["lock_password"] = true });
        for (var attempt = 0; attempt < 5; attempt++)
            await StatusAsync("Wrong-password-0", ignoring);
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(First, ignoring));
        Assert.Equal(HttpStatusCode.BadRequest, await ChangeAsync(First, "Second-password-2", ignoring));
    }

    [Fact]
    public async Task What_an_administrator_set_is_changed_before_its_first_use_where_that_is_asked()
    {
        var host = new IdentityHost { Passwords = new PasswordRules { ChangeUponFirstUse = true } };
        await host.InitializeAsync();
        try
        {
            var member = await host.CreateAsync("users", "user", new JsonObject { ["name"] = "member", ["password"] = First });
            var robot = await host.CreateAsync("users", "user", new JsonObject
            {
                ["name"] = "robot", ["password"] = First, ["options"] = new JsonObject { ["ignore_change_password_upon_first_use"] = true },
            });
            Assert.Equal(HttpStatusCode.Unauthorized, await host.LoginStatusAsync(LoginBody.Password("member", First)));
            Assert.Equal(HttpStatusCode.Created, await host.LoginStatusAsync(LoginBody.Password("robot", First)));
            Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(First, "Second-password-2", member, host));
            Assert.Equal(HttpStatusCode.Created, await host.LoginStatusAsync(LoginBody.Password("member", "Second-password-2")));
            Assert.NotEmpty(robot);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("(", null, 0, 0, "regex")]
    [InlineData(null, null, 5, 5, "minimumAgeDays")]
    [InlineData(null, null, -1, 0, "negative")]
    public void Rules_that_cannot_be_kept_are_refused(string? regex, string? description, int minimum, int expires, string problem) =>
        Assert.Contains(problem, new PasswordRules { Regex = regex, RegexDescription = description, MinimumAgeDays = minimum, ExpiresDays = expires }.Problem(), StringComparison.Ordinal);

    // The first token of the host ended while the clock went on.
    private Task<string> AdminAsync() => _host.TokenAsync(LoginBody.Password("admin", _host.AdminPassword, LoginBody.OnProject("admin")));

    private Task<string> AddUserAsync(string name, JsonObject? options = null)
    {
        var user = new JsonObject { ["name"] = name, ["password"] = First };
        if (options is not null)
            user["options"] = options;
        return _host.CreateAsync("users", "user", user);
    }

    private Task<HttpStatusCode> StatusAsync(string password, string? userId = null) => _host.LoginStatusAsync(Login(password, userId ?? _userId));

    private Task<string> LogInAsync(string password) => _host.TokenAsync(Login(password, _userId));

    private static JsonObject Login(string password, string userId) => new()
    {
        ["auth"] = new JsonObject
        {
            ["identity"] = new JsonObject
            {
                ["methods"] = new JsonArray("password"),
                ["password"] = new JsonObject { ["user"] = new JsonObject { ["id"] = userId, ["password"] = password } },
            },
        },
    };

    private async Task<HttpStatusCode> ChangeAsync(string old, string wanted, string? userId = null, IdentityHost? host = null)
    {
        var body = new JsonObject { ["user"] = new JsonObject { ["original_password"] = old, ["password"] = wanted } };
        using var answer = await (host ?? _host).Client.PostAsJsonAsync($"users/{userId ?? _userId}/password", body);
        return answer.StatusCode;
    }
}
