using System.Text.Json.Nodes;

namespace Naru.Identity;

/// <summary>A user with a role on a project of its own; the project has the user's name.</summary>
public sealed record Member(string UserId, string Name, string Password, string ProjectId, string RoleId)
{
    public JsonObject Login => LoginBody.Password(Name, Password, LoginBody.OnProject(Name));
}
