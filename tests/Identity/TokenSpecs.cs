using System.Net;
using System.Text.Json.Nodes;

namespace Naru.Identity;

public sealed class TokenSpecs(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task A_token_shows_what_it_was_issued_for()
    {
        var member = await host.AddMemberAsync("member");
        var token = await host.TokenAsync(member.Login);

        var shown = (await host.SendAsync(HttpMethod.Get, "auth/tokens", token: token, subject: token)).Body!["token"]!;

        Assert.Equal(member.UserId, shown["user"]!["id"]!.GetValue<string>());
        Assert.Equal(member.ProjectId, shown["project"]!["id"]!.GetValue<string>());
        Assert.Equal(["member", "reader"], shown["roles"]!.AsArray().Select(role => role!["name"]!.GetValue<string>()));
        Assert.Equal(["block-storage", "compute", "identity", "image", "network", "object-store", "shared-file-system", "sharev2", "volumev3"], shown["catalog"]!.AsArray().Select(service => service!["type"]!.GetValue<string>()).Order());
    }

    [Theory]
    [InlineData("system", 201)]
    [InlineData("domain", 401)]
    public async Task A_scope_is_given_to_those_who_have_a_role_there(string kind, int expected)
    {
        JsonNode scope = kind == "system" ? LoginBody.OnSystem() : LoginBody.OnDomain("default");
        Assert.Equal(expected, (int)await host.LoginStatusAsync(LoginBody.Password("admin", host.AdminPassword, scope)));
    }

    [Fact]
    public async Task A_token_can_be_exchanged_for_another_scope_and_keeps_its_end()
    {
        var member = await host.AddMemberAsync("member");
        var first = await host.TokenAsync(LoginBody.Password(member.Name, member.Password));
        var second = await host.TokenAsync(LoginBody.Token(first, LoginBody.OnProject(member.Name)));

        var before = (await host.SendAsync(HttpMethod.Get, "auth/tokens", subject: first)).Body!["token"]!;
        var after = (await host.SendAsync(HttpMethod.Get, "auth/tokens", subject: second)).Body!["token"]!;

        Assert.Null(before["project"]);
        Assert.Null(before["catalog"]);
        Assert.Equal(before["expires_at"]!.GetValue<string>(), after["expires_at"]!.GetValue<string>());
        Assert.Equal(["password", "token"], after["methods"]!.AsArray().Select(method => method!.GetValue<string>()));
        Assert.Equal(before["audit_ids"]![0]!.GetValue<string>(), after["audit_ids"]![1]!.GetValue<string>());
    }

    [Fact]
    public async Task Giving_a_token_back_ends_it_and_no_other()
    {
        var member = await host.AddMemberAsync("member");
        var one = await host.TokenAsync(member.Login);
        var other = await host.TokenAsync(member.Login);

        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync(HttpMethod.Delete, "auth/tokens", token: one, subject: one)).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(one));
        Assert.Equal(HttpStatusCode.OK, await StatusWith(other));
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Get, "auth/tokens", subject: one)).Status);
    }

    [Fact]
    public async Task A_new_password_ends_all_tokens()
    {
        var member = await host.AddMemberAsync("member");
        var token = await host.TokenAsync(member.Login);
        var body = new JsonObject { ["user"] = new JsonObject { ["original_password"] = member.Password, ["password"] = "another" } };

        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync(HttpMethod.Post, $"users/{member.UserId}/password", body)).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(token));
        Assert.Equal(HttpStatusCode.Unauthorized, await host.LoginStatusAsync(member.Login));
        Assert.Equal(HttpStatusCode.Created, await host.LoginStatusAsync(LoginBody.Password(member.Name, "another")));
    }

    [Fact]
    public async Task Disabling_a_user_ends_its_tokens_for_good()
    {
        var member = await host.AddMemberAsync("member");
        var token = await host.TokenAsync(member.Login);

        await host.SendAsync(HttpMethod.Patch, $"users/{member.UserId}", Enabled("user", false));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(token));
        Assert.Equal(HttpStatusCode.Unauthorized, await host.LoginStatusAsync(member.Login));

        await host.SendAsync(HttpMethod.Patch, $"users/{member.UserId}", Enabled("user", true));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(token));
        Assert.Equal(HttpStatusCode.Created, await host.LoginStatusAsync(member.Login));
    }

    [Fact]
    public async Task Losing_the_last_role_or_the_project_ends_a_token_at_once()
    {
        var member = await host.AddMemberAsync("member");
        var token = await host.TokenAsync(member.Login);
        Assert.Equal(HttpStatusCode.OK, await StatusWith(token));

        await host.SendAsync(HttpMethod.Patch, $"projects/{member.ProjectId}", Enabled("project", false));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(token));
        await host.SendAsync(HttpMethod.Patch, $"projects/{member.ProjectId}", Enabled("project", true));
        Assert.Equal(HttpStatusCode.OK, await StatusWith(token));

        await host.SendAsync(HttpMethod.Delete, $"projects/{member.ProjectId}/users/{member.UserId}/roles/{member.RoleId}");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(token));
    }

    [Fact]
    public async Task An_application_credential_acts_as_its_user_with_its_roles_only()
    {
        var member = await host.AddMemberAsync("manager");
        var token = await host.TokenAsync(member.Login);
        var body = new JsonObject
        {
            ["application_credential"] = new JsonObject { ["name"] = "robot", ["roles"] = new JsonArray(new JsonObject { ["name"] = "reader" }) },
        };
        var created = (await host.SendAsync(HttpMethod.Post, $"users/{member.UserId}/application_credentials", body, token)).Body!["application_credential"]!;
        var (id, secret) = (created["id"]!.GetValue<string>(), created["secret"]!.GetValue<string>());

        var robot = await host.TokenAsync(LoginBody.ApplicationCredential(id, secret));
        var shown = (await host.SendAsync(HttpMethod.Get, "auth/tokens", token: robot, subject: robot)).Body!["token"]!;

        Assert.Equal("reader", Assert.Single(shown["roles"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Unauthorized, await host.LoginStatusAsync(LoginBody.ApplicationCredential(id, "wrong")));
        // It is restricted: it makes no credentials of its own.
        body["application_credential"]!["name"] = "second";
        Assert.Equal(HttpStatusCode.Forbidden, (await host.SendAsync(HttpMethod.Post, $"users/{member.UserId}/application_credentials", body, robot)).Status);

        await host.SendAsync(HttpMethod.Delete, $"users/{member.UserId}/application_credentials/{id}", token: token);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(robot));
    }

    [Fact]
    public async Task A_changed_token_is_no_token()
    {
        var token = host.AdminToken;
        for (var position = 0; position < token.Length - 1; position += 7)
        {
            var changed = token.ToCharArray();
            changed[position] = changed[position] == 'A' ? 'B' : 'A';
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(new string(changed)));
        }
    }

    [Fact]
    public async Task Wrong_user_and_wrong_password_are_answered_alike()
    {
        var wrongUser = await host.SendAsync(HttpMethod.Post, "auth/tokens", LoginBody.Password("nobody", "x"));
        var wrongPassword = await host.SendAsync(HttpMethod.Post, "auth/tokens", LoginBody.Password("admin", "x"));

        Assert.Equal(HttpStatusCode.Unauthorized, wrongUser.Status);
        Assert.Equal("The request you have made requires authentication.", wrongUser.ErrorMessage);
        Assert.Equal(wrongUser.Body!.ToJsonString(), wrongPassword.Body!.ToJsonString());
        Assert.Equal(wrongUser.Status, wrongPassword.Status);
    }

    private async Task<HttpStatusCode> StatusWith(string token) => (await host.SendAsync(HttpMethod.Get, "auth/projects", token: token)).Status;

    private static JsonObject Enabled(string singular, bool enabled) => new() { [singular] = new JsonObject { ["enabled"] = enabled } };
}
