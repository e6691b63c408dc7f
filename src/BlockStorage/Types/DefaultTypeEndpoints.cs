using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Types;

/// <summary><c>/default-types</c>: the type of a project's volumes that name none.</summary>
internal sealed class DefaultTypeEndpoints(VolumeApi api, Store store)
{
    private const int Since = 62;
    private const string One = "default-types/{id}";

    private static readonly BodySchema Set = new("default_type", new Member("volume_type", Check.Text(1, Limits.NameLength)) { IsRequired = true });

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "default-types", List, Since);
        api.Map(routes, HttpMethods.Get, One, request => request.Refusal("volume_extension:default_get", request.Id) is { } refusal
            ? refusal
            : Find(request.State, request.Id).Map(Shown), Since);
        api.Map(routes, HttpMethods.Put, One, SetAsync, Since);
        api.Map(routes, HttpMethods.Delete, One, UnsetAsync, Since);
    }

    private static Result<Reply> List(VolumeRequest request) => request.Refusal("volume_extension:default_get_all") is { } refusal
        ? refusal
        : Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("default_types");
            foreach (var own in request.State.In(BlockStorageTables.DefaultTypes).All)
                Write(writer, own);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    private async Task<Result<Reply>> SetAsync(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:default_set_or_update", request.Id) is { } refusal)
            return refusal;
        if (!(await request.FieldsAsync(Set)).TryGet(out var fields, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state => TypeAccess.FindNamed(state, request.Caller, fields.Text("volume_type")!).Map(type =>
        {
            var own = new ProjectDefaultType(request.Id, type.Id);
            if (state.In(BlockStorageTables.DefaultTypes).Contains(own.Id))
                state.Update(BlockStorageTables.DefaultTypes, own);
            else
                state.Insert(BlockStorageTables.DefaultTypes, own);
            return own;
        }))).Map(Shown);
    }

    private async Task<Result<Reply>> UnsetAsync(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:default_unset", request.Id) is { } refusal)
            return refusal;
        return (await store.WriteAsync(request.Write, state => Find(state, request.Id).Map(own =>
        {
            state.Delete(BlockStorageTables.DefaultTypes, own.Id);
            return own;
        }))).Map(_ => Reply.NoContent);
    }

    private static Result<ProjectDefaultType> Find(IStateReader state, string project) => state.In(BlockStorageTables.DefaultTypes).Find(project) is { } own
        ? own
        : Error.NotFound("VolumeTypeProjectDefaultNotFound", $"Default type for project {project} not found.");

    private static Reply Shown(ProjectDefaultType own) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("default_type");
        Write(writer, own);
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, ProjectDefaultType own)
    {
        writer.WriteStartObject();
        writer.WriteString("project_id", own.Id);
        writer.WriteString("volume_type_id", own.TypeId);
        writer.WriteEndObject();
    }
}
