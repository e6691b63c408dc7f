using System.Net;
using System.Text.Json.Nodes;

namespace Naru.Identity;

public sealed class RoleSpecs(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task Roles_arrive_through_groups_inheritance_and_implication()
    {
        var userId = await host.CreateAsync("users", "user", new JsonObject { ["name"] = "deep", ["password"] = "deep" });
        var groupId = await host.CreateAsync("groups", "group", new JsonObject { ["name"] = "deep" });
        var parentId = await host.CreateAsync("projects", "project", new JsonObject { ["name"] = "parent" });
        var childId = await host.CreateAsync("projects", "project", new JsonObject { ["name"] = "child", ["parent_id"] = parentId });
        await Put($"groups/{groupId}/users/{userId}");
        await Put($"OS-INHERIT/projects/{parentId}/groups/{groupId}/roles/{await host.RoleIdAsync("manager")}/inherited_to_projects");

        var token = await host.TokenAsync(LoginBody.Password("deep", "deep", LoginBody.OnProject("child")));
        var roles = (await host.SendAsync(HttpMethod.Get, "auth/tokens", subject: token)).Body!["token"]!["roles"]!.AsArray();

        Assert.Equal(["manager", "member", "reader"], roles.Select(role => role!["name"]!.GetValue<string>()));
        // Inherited roles count below the project, not on it.
        Assert.Equal(HttpStatusCode.Unauthorized, await host.LoginStatusAsync(LoginBody.Password("deep", "deep", LoginBody.OnProject("parent"))));

        var effective = await host.SendAsync(HttpMethod.Get, $"role_assignments?effective&user.id={userId}&scope.project.id={childId}");
        Assert.Equal(3, effective.Body!["role_assignments"]!.AsArray().Count);
        var given = await host.SendAsync(HttpMethod.Get, $"role_assignments?group.id={groupId}&include_names");
        var assignment = Assert.Single(given.Body!["role_assignments"]!.AsArray())!;
        Assert.Equal("projects", assignment["scope"]!["OS-INHERIT:inherited_to"]!.GetValue<string>());
        Assert.Equal("parent", assignment["scope"]!["project"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Circles_of_implied_roles_come_to_an_end()
    {
        var first = await host.CreateAsync("roles", "role", new JsonObject { ["name"] = "circle-1" });
        var second = await host.CreateAsync("roles", "role", new JsonObject { ["name"] = "circle-2" });
        await Put($"roles/{first}/implies/{second}", HttpStatusCode.Created);
        await Put($"roles/{second}/implies/{first}", HttpStatusCode.Created);
        var member = await host.AddMemberAsync("circle-1");

        var token = await host.TokenAsync(member.Login);
        var roles = (await host.SendAsync(HttpMethod.Get, "auth/tokens", subject: token)).Body!["token"]!["roles"]!.AsArray();

        Assert.Equal(["circle-1", "circle-2"], roles.Select(role => role!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_manager_of_a_domain_manages_only_there()
    {
        var domainId = await host.CreateAsync("domains", "domain", new JsonObject { ["name"] = "managed" });
        var userId = await host.CreateAsync("users", "user", new JsonObject { ["name"] = "chief", ["password"] = "chief" });
        await Put($"domains/{domainId}/users/{userId}/roles/{await host.RoleIdAsync("manager")}");
        var token = await host.TokenAsync(LoginBody.Password("chief", "chief", LoginBody.OnDomain(domainId)));

        var inside = await host.SendAsync(HttpMethod.Post, "users", User("worker", domainId), token);
        var outside = await host.SendAsync(HttpMethod.Post, "users", User("intruder", "default"), token);
        var list = await host.SendAsync(HttpMethod.Get, "users", token: token);

        Assert.Equal(HttpStatusCode.Created, inside.Status);
        Assert.Equal(HttpStatusCode.Forbidden, outside.Status);
        // Those of the domain, and oneself.
        Assert.Equal(["chief", "worker"], list.Body!["users"]!.AsArray().Select(user => user!["name"]!.GetValue<string>()).Order());

        var projectId = (await host.SendAsync(HttpMethod.Post, "projects", new JsonObject
        {
            ["project"] = new JsonObject { ["name"] = "p", ["domain_id"] = domainId },
        }, token)).Body!["project"]!["id"]!.GetValue<string>();
        var workerId = inside.Body!["user"]!["id"]!.GetValue<string>();
        var member = await host.SendAsync(HttpMethod.Put, $"projects/{projectId}/users/{workerId}/roles/{await host.RoleIdAsync("member")}", token: token);
        var admin = await host.SendAsync(HttpMethod.Put, $"projects/{projectId}/users/{workerId}/roles/{await host.RoleIdAsync("admin")}", token: token);
        Assert.Equal(HttpStatusCode.NoContent, member.Status);
        Assert.Equal(HttpStatusCode.Forbidden, admin.Status);
    }

    [Fact]
    public async Task Whoever_has_no_role_to_see_users_sees_only_oneself()
    {
        var member = await host.AddMemberAsync("member");
        var token = await host.TokenAsync(member.Login);

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Get, $"users/{member.UserId}", token: token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.SendAsync(HttpMethod.Get, "users", token: token)).Status);
        // One who may not ask learns nothing about which ids exist.
        var adminId = (await host.SendAsync(HttpMethod.Get, "users?name=admin")).Body!["users"]![0]!["id"]!.GetValue<string>();
        var existing = await host.SendAsync(HttpMethod.Get, $"users/{adminId}", token: token);
        var absent = await host.SendAsync(HttpMethod.Get, $"users/{IdentityResource.NewId()}", token: token);
        Assert.Equal(HttpStatusCode.Forbidden, existing.Status);
        Assert.Equal(existing.Body!.ToJsonString(), absent.Body!.ToJsonString());
    }

    private async Task Put(string path, HttpStatusCode expected = HttpStatusCode.NoContent) =>
        Assert.Equal(expected, (await host.SendAsync(HttpMethod.Put, path)).Status);

    private static JsonObject User(string name, string domainId) =>
        new() { ["user"] = new JsonObject { ["name"] = name, ["domain_id"] = domainId } };
}
