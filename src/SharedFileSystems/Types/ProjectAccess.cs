using System.Text.Json;
using Naru.Primitives;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Types;

/// <summary>The projects that may use a type which is not public, for types of shares and of groups.</summary>
internal static class ProjectAccess
{
    private const string Add = "addProjectAccess";

    public static Result<string> Read(JsonElement body, string action)
    {
        if (!BodyReader.Of(body, action).TryGet(out var reader, out var error))
            return error;
        var project = reader.NeededText("project");
        return reader.Problem is { } problem ? problem : project;
    }

    /// <summary>The projects after a change.</summary>
    public static Result<EquatableList<string>> Change(EquatableList<string> projects, bool isPublic, string action, string project, string type)
    {
        var isAdded = action == Add;
        if (isPublic)
            return ManilaErrors.Conflict($"Type access modification is not applicable to the public type {type}.");
        if (projects.Items.Contains(project) == isAdded)
            return isAdded ? ManilaErrors.Conflict($"Type access for {type} / {project} combination already exists.") : ManilaErrors.NotFound("Type access", $"{type} / {project}");
        return isAdded ? (EquatableList<string>)[.. projects.Items, project] : (EquatableList<string>)[.. projects.Items.Where(one => one != project)];
    }

    public static void Write(Utf8JsonWriter writer, string name, string typeName, string type, EquatableList<string> projects)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(name);
        foreach (var project in projects.Items)
        {
            writer.WriteStartObject();
            writer.WriteString(typeName, type);
            writer.WriteString("project_id", project);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
