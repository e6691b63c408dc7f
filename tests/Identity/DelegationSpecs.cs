using System.Net;
using System.Text.Json.Nodes;

namespace Naru.Identity;

public sealed class DelegationSpecs(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task A_trustee_acts_with_the_roles_of_the_trust_and_no_others()
    {
        var (trustor, trustee) = (await host.AddMemberAsync("manager"), await host.AddMemberAsync("reader"));
        var trustId = await TrustAsync(trustor, trustee, "reader");
        var token = await host.TokenAsync(OnTrust(trustee, trustId));

        var shown = (await host.SendAsync(HttpMethod.Get, "auth/tokens", subject: token)).Body!["token"]!;

        Assert.Equal(trustor.UserId, shown["user"]!["id"]!.GetValue<string>());
        Assert.Equal(trustor.ProjectId, shown["project"]!["id"]!.GetValue<string>());
        Assert.Equal("reader", Assert.Single(shown["roles"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal(trustee.UserId, shown["OS-TRUST:trust"]!["trustee_user"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_trust_ends_with_itself_with_its_uses_and_with_either_user()
    {
        var (trustor, trustee) = (await host.AddMemberAsync("member"), await host.AddMemberAsync("reader"));
        var once = await TrustAsync(trustor, trustee, "member", uses: 1);
        var token = await host.TokenAsync(OnTrust(trustee, once));
        Assert.Equal(HttpStatusCode.Unauthorized, await host.LoginStatusAsync(OnTrust(trustee, once)));
        Assert.Equal(HttpStatusCode.OK, await StatusWith(token));

        await host.SendAsync(HttpMethod.Delete, $"OS-TRUST/trusts/{once}", token: await host.TokenAsync(trustor.Login));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(token));

        var second = await host.TokenAsync(OnTrust(trustee, await TrustAsync(trustor, trustee, "member")));
        await host.SendAsync(HttpMethod.Patch, $"users/{trustee.UserId}", JsonNode.Parse("""{"user": {"enabled": false}}"""));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(second));
    }

    [Fact]
    public async Task Nobody_passes_on_a_role_that_they_lack()
    {
        var (trustor, trustee) = (await host.AddMemberAsync("reader"), await host.AddMemberAsync("reader"));
        var answer = await host.SendAsync(HttpMethod.Post, "OS-TRUST/trusts", TrustBody(trustor, trustee, "admin", null), await host.TokenAsync(trustor.Login));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    [Fact]
    public async Task Access_rules_bound_what_an_application_credential_may_ask()
    {
        var member = await host.AddMemberAsync("member");
        var token = await host.TokenAsync(member.Login);
        var created = (await host.SendAsync(HttpMethod.Post, $"users/{member.UserId}/application_credentials", JsonNode.Parse("""
            {"application_credential": {"name": "narrow", "access_rules": [{"service": "identity", "method": "GET", "path": "/v3/auth/*"}]}}
            """), token)).Body!["application_credential"]!;
        var narrow = await host.TokenAsync(LoginBody.ApplicationCredential(created["id"]!.GetValue<string>(), created["secret"]!.GetValue<string>()));

        Assert.Equal(HttpStatusCode.OK, await StatusWith(narrow));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync(HttpMethod.Get, $"users/{member.UserId}", token: narrow)).Status);
    }

    [Fact]
    public async Task A_project_with_endpoints_of_its_own_has_only_these_in_its_catalog()
    {
        var member = await host.AddMemberAsync("member");
        var groupId = await host.CreateAsync("OS-EP-FILTER/endpoint_groups", "endpoint_group",
            JsonNode.Parse("""{"name": "inside", "filters": {"interface": "internal"}}""")!.AsObject());
        await host.SendAsync(HttpMethod.Put, $"OS-EP-FILTER/endpoint_groups/{groupId}/projects/{member.ProjectId}");

        var token = await host.TokenAsync(member.Login);
        var catalog = (await host.SendAsync(HttpMethod.Get, "auth/catalog", token: token)).Body!["catalog"]!.AsArray();

        Assert.NotEmpty(catalog);
        Assert.All(catalog.SelectMany(service => service!["endpoints"]!.AsArray()),
            endpoint => Assert.Equal("internal", endpoint!["interface"]!.GetValue<string>()));
        Assert.All(catalog, service => Assert.Single(service!["endpoints"]!.AsArray()));
    }

    private async Task<string> TrustAsync(Member trustor, Member trustee, string role, int? uses = null)
    {
        var answer = await host.SendAsync(HttpMethod.Post, "OS-TRUST/trusts", TrustBody(trustor, trustee, role, uses), await host.TokenAsync(trustor.Login));
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Body!["trust"]!["id"]!.GetValue<string>();
    }

    private static JsonObject TrustBody(Member trustor, Member trustee, string role, int? uses) => new()
    {
        ["trust"] = new JsonObject
        {
            ["trustor_user_id"] = trustor.UserId,
            ["trustee_user_id"] = trustee.UserId,
            ["project_id"] = trustor.ProjectId,
            ["impersonation"] = true,
            ["remaining_uses"] = uses,
            ["roles"] = new JsonArray(new JsonObject { ["name"] = role }),
        },
    };

    private static JsonObject OnTrust(Member trustee, string trustId) => LoginBody.Password(
        trustee.Name, trustee.Password, new JsonObject { ["OS-TRUST:trust"] = new JsonObject { ["id"] = trustId } });

    private async Task<HttpStatusCode> StatusWith(string token) => (await host.SendAsync(HttpMethod.Get, "auth/projects", token: token)).Status;
}
