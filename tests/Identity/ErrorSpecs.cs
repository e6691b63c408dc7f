using System.Text.Json.Nodes;

namespace Naru.Identity;

public sealed class ErrorSpecs(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Theory]
    [InlineData("POST", "projects", "{}", 400)]
    [InlineData("POST", "projects", """{"project": []}""", 400)]
    [InlineData("POST", "projects", """{"project": {}}""", 400)]
    [InlineData("POST", "projects", """{"project": {"name": ""}}""", 400)]
    [InlineData("POST", "projects", """{"project": {"name": "   "}}""", 400)]
    [InlineData("POST", "projects", """{"project": {"name": 5}}""", 400)]
    [InlineData("POST", "projects", """{"project": {"name": "admin"}}""", 409)]
    [InlineData("POST", "projects", """{"project": {"name": "x", "domain_id": "nowhere"}}""", 404)]
    [InlineData("POST", "projects", """{"project": {"name": "x", "parent_id": "nowhere"}}""", 404)]
    [InlineData("POST", "projects", """{"project": {"name": "x", "enabled": "yes"}}""", 400)]
    [InlineData("POST", "projects", """{"project": {"name": "x", "tags": ["a", "a"]}}""", 400)]
    [InlineData("POST", "users", """{"user": {"name": "x", "password": 1}}""", 400)]
    [InlineData("POST", "users", """{"user": {"name": "x", "domain_id": "nowhere"}}""", 404)]
    [InlineData("POST", "users", """{"user": {"name": "admin"}}""", 409)]
    [InlineData("POST", "endpoints", """{"endpoint": {"interface": "public", "service_id": "nowhere", "url": "http://x"}}""", 400)]
    [InlineData("POST", "endpoints", """{"endpoint": {"interface": "secret", "service_id": "nowhere", "url": "http://x"}}""", 400)]
    [InlineData("POST", "regions", """{"region": {"id": "RegionOne"}}""", 409)]
    [InlineData("DELETE", "regions/RegionOne", null, 403)]
    [InlineData("DELETE", "domains/default", null, 403)]
    [InlineData("GET", "users/nobody", null, 404)]
    [InlineData("PATCH", "users/nobody", """{"user": {"name": "x"}}""", 404)]
    [InlineData("PUT", "projects/nowhere/users/nobody/roles/none", null, 404)]
    [InlineData("GET", "role_assignments?user.id=a&group.id=b", null, 400)]
    [InlineData("GET", "role_assignments?include_subtree", null, 400)]
    [InlineData("GET", "nothing/here", null, 404)]
    [InlineData("GET", "users?limit=-1", null, 400)]
    [InlineData("POST", "auth/tokens", """{"auth": {}}""", 400)]
    [InlineData("POST", "auth/tokens", """{"auth": {"identity": {"methods": ["magic"]}}}""", 401)]
    [InlineData("POST", "auth/tokens", """{"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "admin", "password": "x"}}}}}""", 400)]
    public async Task A_refusal_has_the_status_and_the_document_of_the_Identity_API(string method, string path, string? body, int status)
    {
        var answer = await host.SendAsync(new HttpMethod(method), path, body is null ? null : JsonNode.Parse(body));

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(status, answer.Body!["error"]!["code"]!.GetValue<int>());
        Assert.NotEmpty(answer.ErrorMessage!);
        Assert.NotEmpty(answer.Body["error"]!["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_refused_change_changes_nothing()
    {
        var before = host.Store.Current.Revision;
        await host.SendAsync(HttpMethod.Post, "projects", JsonNode.Parse("""{"project": {"name": "x", "enabled": 7}}"""));
        await host.SendAsync(HttpMethod.Delete, "domains/default");
        Assert.Equal(before, host.Store.Current.Revision);
    }
}
