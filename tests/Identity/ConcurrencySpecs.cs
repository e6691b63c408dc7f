using System.Net;
using System.Text.Json.Nodes;

namespace Naru.Identity;

public sealed class ConcurrencySpecs(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task Of_many_who_take_a_name_at_once_one_gets_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ =>
            host.SendAsync(HttpMethod.Post, "projects", new JsonObject { ["project"] = new JsonObject { ["name"] = "wanted" } })));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(31, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Deleting_a_user_while_roles_are_given_leaves_no_assignment_behind()
    {
        var member = await host.AddMemberAsync("reader");
        var roles = await Task.WhenAll(new[] { "member", "manager", "admin", "service" }.Select(host.RoleIdAsync));

        await Task.WhenAll(
            Task.WhenAll(roles.Select(role => host.SendAsync(HttpMethod.Put, $"projects/{member.ProjectId}/users/{member.UserId}/roles/{role}"))),
            host.SendAsync(HttpMethod.Delete, $"users/{member.UserId}"));

        Assert.Empty(Assignments.AssignmentTable.ByActor.Of(host.Store.Current, member.UserId));
    }

    [Fact]
    public async Task Of_two_password_changes_at_once_one_wins()
    {
        var member = await host.AddMemberAsync("member");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => host.SendAsync(HttpMethod.Post, $"users/{member.UserId}/password", new JsonObject
        {
            ["user"] = new JsonObject { ["original_password"] = member.Password, ["password"] = $"new-{number}" },
        })));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.NoContent);
    }
}
