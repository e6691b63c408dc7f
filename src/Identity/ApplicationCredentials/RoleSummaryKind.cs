using System.Text.Json;
using Naru.Identity.Roles;
using Naru.Primitives;
using Naru.Rest.Values;

namespace Naru.Identity.ApplicationCredentials;

/// <summary>A role inside another resource: id, name and domain. It is only shown.</summary>
internal sealed class RoleSummaryKind : ValueKind<Role>
{
    public static readonly RoleSummaryKind Instance = new();

    public override Result<Role> Read(JsonElement json) => Reason("roles are only shown here");

    public override void Write(Utf8JsonWriter writer, Role value)
    {
        writer.WriteStartObject();
        writer.WriteString("id", value.Id);
        writer.WriteString("name", value.Name);
        writer.WriteString("domain_id", value.DomainId);
        writer.WriteEndObject();
    }

    public override bool Matches(Role value, string text) => value.Id == text;

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteEndObject();
    }
}
