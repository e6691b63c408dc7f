using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary><c>/volumes</c> and <c>/volumes/{id}</c>.</summary>
internal sealed class VolumeEndpoints(VolumeApi api, NewVolume newVolume, Store store)
{
    private const string One = "volumes/{id}";
    private const int Summarized = 12;

    private static readonly BodySchema Update = new(
        "volume",
        new Member("name", Check.Name),
        new Member("description", Check.Name),
        new Member("display_name", Check.Name),
        new Member("display_description", Check.Name),
        new Member("metadata", Check.Metadata));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "volumes", request => List(request, VolumeShape.WriteBrief, "volumes"));
        api.Map(routes, HttpMethods.Get, "volumes/detail", request => List(request, VolumeShape.WriteFull, "volumes/detail"));
        api.Map(routes, HttpMethods.Get, "volumes/summary", Summary, since: Summarized);
        api.Map(routes, HttpMethods.Post, "volumes", CreateAsync);
        api.Map(routes, HttpMethods.Get, One, request => request.Volume(request.State, request.Id, "volume:get").Map(volume => Shown(request, volume)));
        api.Map(routes, HttpMethods.Put, One, UpdateAsync);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync);
    }

    private static Result<Reply> List(VolumeRequest request, WriteVolume write, string path)
    {
        if (request.Refusal("volume:get_all") is { } refusal)
            return refusal;
        var state = request.State;
        var seen = Filters.Seen(request, state.In(BlockStorageTables.Volumes).All, project => BlockStorageTables.VolumesByProject.Of(state, project));
        return VolumeList.Of(state).Reply(request, seen, (writer, volume) => write(writer, state, request, volume), path);
    }

    private static Result<Reply> Summary(VolumeRequest request)
    {
        const int WithMetadata = 36;
        if (request.Refusal("volume:get_all") is { } refusal)
            return refusal;
        var state = request.State;
        var volumes = Filters.Seen(request, state.In(BlockStorageTables.Volumes).All, project => BlockStorageTables.VolumesByProject.Of(state, project)).ToList();
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("volume-summary");
            writer.WriteNumber("total_count", volumes.Count);
            writer.WriteNumber("total_size", volumes.Sum(volume => (long)volume.Size));
            if (request.Has(WithMetadata))
            {
                writer.WriteStartObject("metadata");
                foreach (var key in volumes.SelectMany(volume => volume.Metadata).GroupBy(entry => entry.Key))
                {
                    writer.WriteStartArray(key.Key);
                    foreach (var value in key.Select(entry => entry.Value).Distinct())
                        writer.WriteStringValue(value);
                    writer.WriteEndArray();
                }
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(NewVolume.Schema)).TryGet(out var fields, out var error))
            return error;
        var created = await store.WriteAsync(request.Write, state => newVolume.Create(state, request, fields));
        return created.Map(volume => Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("volume");
                VolumeShape.WriteChanged(writer, store.Current, request, volume);
                writer.WriteEndObject();
            },
            StatusCodes.Status202Accepted));
    }

    private async Task<Result<Reply>> UpdateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(Update)).TryGet(out var fields, out var error))
            return error;
        if (!Array.Exists(Update.Members, member => fields.Names(member.Name)))
            return Error.Invalid("Invalid input for field/attribute volume: at least one of name, description and metadata is needed.");
        return (await store.WriteAsync(request.Write, state => request.Volume(state, request.Id, "volume:update").Map(volume =>
        {
            var changed = volume with
            {
                Name = fields.Names("name") ? fields.Text("name") : fields.Names("display_name") ? fields.Text("display_name") : volume.Name,
                Description = fields.Names("description") ? fields.Text("description") : fields.Names("display_description") ? fields.Text("display_description") : volume.Description,
                Metadata = fields.Has("metadata") ? fields.Map("metadata") : volume.Metadata,
                UpdatedAt = state.Time,
            };
            state.Update(BlockStorageTables.Volumes, changed);
            return changed;
        }))).Map(volume => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("volume");
            VolumeShape.WriteChanged(writer, store.Current, request, volume);
            writer.WriteEndObject();
        }));
    }

    private async Task<Result<Reply>> DeleteAsync(VolumeRequest request)
    {
        const int ForceKnown = 23;
        var isForced = request.Has(ForceKnown) && Filters.IsTrue(request.Query["force"].ToString());
        var isCascading = Filters.IsTrue(request.Query["cascade"].ToString());
        return (await store.WriteAsync(request.Write, state => request.Volume(state, request.Id, isForced ? "volume:force_delete" : "volume:delete").Then(volume =>
            VolumeDeletion.Begin(state, request.Caller, volume, isForced, isCascading)))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private static Reply Shown(VolumeRequest request, Volume volume) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("volume");
        VolumeShape.WriteFull(writer, request.State, request, volume);
        writer.WriteEndObject();
    });
}
