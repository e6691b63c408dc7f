using System.Text.Json;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Types;

/// <summary>The projects that may use a type which is not public, for types of shares and of groups.</summary>
internal static class ProjectAccess
{
    public const string Add = "addProjectAccess";
    public const string Remove = "removeProjectAccess";

    public static Result<string> Read(JsonElement body, string action)
    {
        if (!BodyReader.Of(body, action).TryGet(out var reader, out var error))
            return error;
        var project = reader.NeededText("project");
        return reader.Problem is { } problem ? problem : project;
    }

    /// <summary>The projects after a change.</summary>
    public static Result<EquatableList<string>> Change(OfferedType type, string action, string project)
    {
        var isAdded = action == Add;
        if (type.IsPublic)
            return ManilaErrors.Conflict($"Type access modification is not applicable to the public type {type.Id}.");
        if (type.Projects.Items.Contains(project) == isAdded)
            return isAdded ? ManilaErrors.Conflict($"Type access for {type.Id} / {project} combination already exists.") : ManilaErrors.NotFound("Type access", $"{type.Id} / {project}");
        return isAdded ? (EquatableList<string>)[.. type.Projects.Items, project] : (EquatableList<string>)[.. type.Projects.Items.Where(one => one != project)];
    }

    /// <param name="name">What kind of type it is: <c>share_type</c>.</param>
    public static void Write(Utf8JsonWriter writer, string name, OfferedType type)
    {
        writer.WriteStartObject();
        writer.WriteStartArray($"{name}_access");
        foreach (var project in type.Projects.Items)
        {
            writer.WriteStartObject();
            writer.WriteString($"{name}_id", type.Id);
            writer.WriteString("project_id", project);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
