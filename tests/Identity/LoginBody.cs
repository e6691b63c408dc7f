using System.Text.Json.Nodes;

namespace Naru.Identity;

/// <summary>Bodies of <c>POST /auth/tokens</c>.</summary>
internal static class LoginBody
{
    public static JsonObject Password(string user, string password, JsonNode? scope = null) => Body("password", new JsonObject
    {
        ["user"] = new JsonObject { ["name"] = user, ["domain"] = new JsonObject { ["id"] = "default" }, ["password"] = password },
    }, scope);

    public static JsonObject Token(string token, JsonNode? scope = null) => Body("token", new JsonObject { ["id"] = token }, scope);

    public static JsonObject ApplicationCredential(string id, string secret) =>
        Body("application_credential", new JsonObject { ["id"] = id, ["secret"] = secret }, null);

    public static JsonObject OnProject(string name) => new()
    {
        ["project"] = new JsonObject { ["name"] = name, ["domain"] = new JsonObject { ["name"] = "Default" } },
    };

    public static JsonObject OnDomain(string id) => new() { ["domain"] = new JsonObject { ["id"] = id } };

    public static JsonObject OnSystem() => new() { ["system"] = new JsonObject { ["all"] = true } };

    private static JsonObject Body(string method, JsonObject proof, JsonNode? scope)
    {
        var auth = new JsonObject { ["identity"] = new JsonObject { ["methods"] = new JsonArray(method), [method] = proof } };
        if (scope is not null)
            auth["scope"] = scope;
        return new JsonObject { ["auth"] = auth };
    }
}
