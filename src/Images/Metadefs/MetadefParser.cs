using System.Text.Json;
using Naru.Images.Documents;
using Naru.Primitives;

namespace Naru.Images.Metadefs;

/// <summary>Reads what requests define.</summary>
internal static class MetadefParser
{
    /// <summary>A namespace, with what may be defined along with it.</summary>
    /// <param name="project">Owns it if nothing else is said.</param>
    public static Result<MetadefNamespace> Namespace(JsonElement body, string project, DateTimeOffset now)
    {
        if (!MetadefBody.Of(
                "namespace", body, "namespace", "display_name", "description", "visibility", "protected", "owner",
                "resource_type_associations", "properties", "objects", "tags").TryGet(out var reader, out var error))
        {
            return error;
        }
        var visibility = reader.Text("visibility", MetadefLimits.NameLength) ?? Visibility.Private;
        if (visibility is not (Visibility.Public or Visibility.Private))
            reader.Refuse($"'visibility' is {Visibility.Public} or {Visibility.Private}, not '{visibility}'");
        return reader.Or(new MetadefNamespace
        {
            Name = reader.Name("namespace"),
            DisplayName = reader.Text("display_name", MetadefLimits.NameLength),
            Description = reader.Text("description", MetadefLimits.DescriptionLength),
            Visibility = visibility,
            IsProtected = reader.Flag("protected"),
            Owner = reader.Text("owner", MetadefLimits.OwnerLength) ?? project,
            ResourceTypes = reader.Items("resource_type_associations", item => ResourceType(item, now)),
            Properties = reader.Named("properties", (name, item) => PropertySchema.Read(name, item, now)),
            Objects = reader.Items("objects", item => Object(item, now)),
            Tags = reader.Items("tags", item => Tag(item, now)),
            CreatedAt = now,
            UpdatedAt = now,
        });
    }

    public static Result<ResourceTypeAssociation> ResourceType(JsonElement body, DateTimeOffset now) =>
        MetadefBody.Of("resource_type_association", body, "name", "prefix", "properties_target").Then(reader => reader.Or(new ResourceTypeAssociation(
            reader.Name(), reader.Text("prefix", MetadefLimits.NameLength), reader.Text("properties_target", MetadefLimits.NameLength), now)));

    public static Result<MetadefObject> Object(JsonElement body, DateTimeOffset now) =>
        MetadefBody.Of("object", body, "name", "description", "required", "properties").Then(reader =>
        {
            reader.Named("properties", (name, item) => PropertySchema.Read(name, item, now));
            return reader.Or(new MetadefObject(
                reader.Name(),
                reader.Text("description", int.MaxValue),
                reader.Texts("required"),
                body.TryGetProperty("properties", out var properties) && properties.ValueKind is JsonValueKind.Object ? properties.GetRawText() : null,
                now,
                now));
        });

    public static Result<MetadefTag> Tag(JsonElement body, DateTimeOffset now) =>
        MetadefBody.Of("tag", body, "name").Then(reader => reader.Or(new MetadefTag(reader.Name(), now, now)));

    public static Result<EquatableList<MetadefTag>> Tags(JsonElement body, DateTimeOffset now) =>
        MetadefBody.Of("tags", body, "tags").Then(reader => reader.Or(reader.Items("tags", item => Tag(item, now))));
}
