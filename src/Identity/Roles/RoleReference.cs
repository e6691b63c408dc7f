using System.Text.Json;
using Naru.Identity.Login;
using Naru.Primitives;
using Naru.State;

namespace Naru.Identity.Roles;

/// <summary>A role as the bodies of application credentials and trusts name it: by id, or by name for a global one.</summary>
internal sealed record RoleReference(string? Id, string? Name)
{
    private const int Most = 64;

    /// <summary>Reads the list <c>roles</c>; empty when it is absent.</summary>
    public static Result<IReadOnlyList<RoleReference>> ReadList(JsonElement json)
    {
        if (!json.TryGetProperty("roles", out var roles) || roles.ValueKind is JsonValueKind.Null)
            return new List<RoleReference>();
        if (roles.ValueKind is not JsonValueKind.Array || roles.GetArrayLength() > Most)
            return IdentityErrors.Invalid($"'roles' is not a list of at most {Most} roles");
        var references = new List<RoleReference>();
        foreach (var role in roles.EnumerateArray())
        {
            var reference = new RoleReference(role.TextOrNull("id"), role.TextOrNull("name"));
            if (reference is { Id: null, Name: null })
                return IdentityErrors.Invalid("Each of the roles needs 'id' or 'name'.");
            references.Add(reference);
        }
        return references;
    }

    public Role? Find(IStateReader state) =>
        Id is not null ? state.In(RoleTable.Table).Find(Id) : state.FindRoleByName(null, Name!);

    public override string ToString() => Id ?? Name ?? "";
}
