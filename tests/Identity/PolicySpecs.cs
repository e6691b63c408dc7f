using System.Net;
using System.Text.Json.Nodes;

namespace Naru.Identity;

/// <summary>Who may do what: each operation as an administrator, a manager, a member and a reader of a project, and a reader of the system.</summary>
public sealed class PolicySpecs(PolicyCallers callers) : IClassFixture<PolicyCallers>
{
    [Theory]
    [InlineData("GET", "users", "admin auditor")]
    [InlineData("GET", "projects", "admin auditor")]
    [InlineData("GET", "groups", "admin auditor")]
    [InlineData("GET", "domains", "admin auditor")]
    [InlineData("GET", "roles", "admin auditor")]
    [InlineData("GET", "services", "admin auditor")]
    [InlineData("GET", "endpoints", "admin auditor")]
    [InlineData("GET", "regions", "admin auditor manager member reader")]
    [InlineData("GET", "policies", "admin auditor")]
    [InlineData("GET", "registered_limits", "admin auditor manager member reader")]
    [InlineData("GET", "limits", "admin auditor manager member reader")]
    [InlineData("GET", "credentials", "admin auditor manager member reader")]
    [InlineData("GET", "role_assignments", "admin auditor")]
    [InlineData("GET", "role_inferences", "admin auditor")]
    [InlineData("GET", "auth/projects", "admin auditor manager member reader")]
    [InlineData("GET", "OS-TRUST/trusts", "admin auditor")]
    [InlineData("GET", "OS-EP-FILTER/endpoint_groups", "admin auditor")]
    [InlineData("GET", "OS-OAUTH1/consumers", "admin auditor")]
    [InlineData("POST", "users", "admin")]
    [InlineData("POST", "projects", "admin")]
    [InlineData("POST", "groups", "admin")]
    [InlineData("POST", "domains", "admin")]
    [InlineData("POST", "roles", "admin")]
    [InlineData("POST", "services", "admin")]
    [InlineData("POST", "regions", "admin")]
    [InlineData("POST", "policies", "admin")]
    [InlineData("DELETE", "regions/nowhere", "admin")]
    [InlineData("DELETE", "users/nobody", "admin")]
    [InlineData("DELETE", "projects/nowhere", "admin")]
    [InlineData("PATCH", "users/nobody", "admin")]
    [InlineData("PUT", "system/users/nobody/roles/none", "admin")]
    [InlineData("PUT", "domains/default/users/nobody/roles/none", "admin")]
    [InlineData("PUT", "domains/default/config", "admin")]
    public async Task Only_these_may(string method, string path, string allowed)
    {
        foreach (var (who, token) in callers.Tokens)
        {
            var answer = await callers.Host.SendAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : Body(path), token);
            Assert.True(
                allowed.Split(' ').Contains(who) == (answer.Status is not HttpStatusCode.Forbidden),
                $"{method} {path} as {who}: {answer.Status} {answer.ErrorMessage}");
        }
    }

    // Whether it would succeed does not matter here, only whether it is refused for who asks.
    private static JsonObject Body(string path) => path switch
    {
        "policies" => new JsonObject { ["policy"] = new JsonObject { ["type"] = "text/plain", ["blob"] = "" } },
        "services" => new JsonObject { ["service"] = new JsonObject { ["type"] = "compute" } },
        "domains/default/config" => new JsonObject { ["config"] = new JsonObject { ["identity"] = new JsonObject { ["driver"] = "sql" } } },
        _ => new JsonObject { [path.Split('/')[0].TrimEnd('s')] = new JsonObject { ["name"] = Guid.NewGuid().ToString() } },
    };
}
