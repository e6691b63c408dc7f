using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Types;

/// <summary>Which projects see a type that is not public.</summary>
internal sealed class TypeProjectEndpoints(VolumeApi api, Store store)
{
    private const string Add = "addProjectAccess";
    private const string Remove = "removeProjectAccess";

    private static readonly Member Project = new("project", Check.Text(1, Limits.NameLength)) { IsRequired = true };

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "types/{id}/os-volume-type-access", List);
        api.Map(routes, HttpMethods.Post, "types/{id}/action", ActAsync);
    }

    private static Result<Reply> List(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:volume_type_access:get_all_for_type") is { } refusal)
            return refusal;
        return TypeAccess.Find(request.State, request.Caller, request.Id).Then(type => type.IsPublic
            ? Error.NotFound("VolumeTypeAccessNotFound", "Access list not available for public volume types.")
            : (Result<Reply>)Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("volume_type_access");
                foreach (var project in type.Projects)
                {
                    writer.WriteStartObject();
                    writer.WriteString("volume_type_id", type.Id);
                    writer.WriteString("project_id", project);
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
                writer.WriteEndObject();
            }));
    }

    private async Task<Result<Reply>> ActAsync(VolumeRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !ActionName.Of(body).TryGet(out var action, out error))
            return error;
        if (action is not (Add or Remove))
            return ActionName.NoSuch(action);
        if (request.Refusal($"volume_extension:volume_type_access:{action}") is { } refusal)
            return refusal;
        if (!new BodySchema(action, Project).Read(body, request.Version).TryGet(out var fields, out error))
            return error;
        var project = fields.Text("project")!;
        return (await store.WriteAsync(request.Write, state => TypeAccess.Find(state, request.Caller, request.Id).Then(type => Change(type, action, project).Map(changed =>
        {
            state.Update(BlockStorageTables.Types, changed);
            return changed;
        })))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private static Result<VolumeType> Change(VolumeType type, string action, string project)
    {
        var has = type.Projects.Contains(project);
        if (action == Add)
        {
            if (type.IsPublic)
                return Error.Conflict("VolumeTypeInvalid", "Invalid volume type: Type access modification is not applicable to public volume type.");
            return has
                ? Error.Conflict("VolumeTypeAccessExists", $"Volume type access for {type.Id} / {project} combination already exists.")
                : type with { Projects = [.. type.Projects, project] };
        }
        return has
            ? type with { Projects = type.Projects.Where(other => other != project).ToEquatableList() }
            : Error.NotFound("VolumeTypeAccessNotFound", $"Volume type access not found for {type.Id} / {project} combination.");
    }
}
