using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Compute.Volumes;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.State;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.Volumes.CatalogVolume, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Proxies;

/// <summary><c>/os-volumes</c>: what old versions say of the volumes of the Block Storage API.</summary>
internal sealed class VolumeEndpoints(ComputeApi api, Store store, IVolumes volumes, IVolumeCatalog catalog)
{
    private const string Place = "os-volumes";

    private static readonly VersionRange Versions = new(Until: 35);

    private static readonly Shape Create = Shapes.Wrapped("volume", Shapes.Object(
        new Member("size", Shapes.Whole(1)) { IsRequired = true },
        ("display_name", Shapes.Nullable(Shapes.Text(0, 255))),
        ("display_description", Shapes.Nullable(Shapes.Text(0, 255))),
        ("volume_type", Shapes.Nullable(Shapes.Text(0, 255))),
        ("snapshot_id", Shapes.Nullable(Shapes.Text(0, 255))),
        ("availability_zone", Shapes.Nullable(Shapes.Text(0, 255))),
        ("metadata", Shapes.Metadata)));

    private static readonly View<CatalogVolume> Shown = new(
        Field.Text("id", volume => volume.Id),
        Field.Text("displayName", volume => volume.Name),
        Field.Text("displayDescription", volume => volume.Description),
        Field.Text("status", volume => volume.Status),
        Field.Number("size", volume => volume.SizeGiB),
        Field.Text("availabilityZone", volume => volume.AvailabilityZone),
        Field.Text("createdAt", volume => Times.Exact(volume.CreatedAt)),
        Field.Text("volumeType", volume => volume.Type),
        Field.Text("snapshotId", volume => volume.SnapshotId),
        new("metadata", (writer, volume, _) => KeyValues.Write(writer, volume.Metadata)),
        new("attachments", (writer, volume, _) => WriteAttachments(writer, volume)));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, List, Versions);
        api.Map(routes, HttpMethods.Get, Place + "/detail", List, Versions);
        api.Map(routes, HttpMethods.Post, Place, CreateAsync, Versions);
        api.Map(routes, HttpMethods.Get, Place + "/{id}", request => catalog.Find(request.State, request.Caller, request.Route("id")).Map(volume => Shown.One("volume", volume, request)), Versions);
        api.Map(routes, HttpMethods.Delete, Place + "/{id}", DeleteAsync, Versions);
    }

    private Result<Reply> List(ComputeRequest request) => request.Require("os-volumes:list").Then(_ => Slice.Of(request))
        .Map(slice => Shown.Many("volumes", slice.Take(catalog.List(request.State, request.Caller)), request));

    private async ValueTask<Result<Reply>> CreateAsync(ComputeRequest request)
    {
        if (!request.Require("os-volumes:create").TryGet(out _, out var error) || !(await request.BodyAsync(Create)).TryGet(out var body, out error))
            return error;
        var given = body.GetProperty("volume");
        var wanted = new NewVolume(
            given.TextOf("display_name") ?? "", given.WholeOf("size"), ImageId: null, given.TextOf("snapshot_id") is { Length: > 0 } snapshot ? snapshot : null, given.TextOf("volume_type"),
            given.TextOf("availability_zone"));
        return (await store.WriteAsync(request.Write, state => volumes.Create(state, request.Caller, wanted)
            .Then(id => catalog.Describe(state, request.Caller, id, given.TextOf("display_description"), given.PairsOf("metadata"))))).Map(volume => Shown.One("volume", volume, request));
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request) =>
        (await store.WriteAsync(request.Write, state => catalog.Delete(state, request.Caller, request.Route("id")))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));

    private static void WriteAttachments(Utf8JsonWriter writer, CatalogVolume volume)
    {
        writer.WriteStartArray();
        foreach (var attachment in volume.Attachments)
        {
            writer.WriteStartObject();
            writer.WriteString("id", volume.Id);
            writer.WriteString("volumeId", volume.Id);
            writer.WriteString("serverId", attachment.Key);
            writer.WriteString("device", attachment.Value);
            writer.WriteEndObject();
        }
        // Nova has always had an empty object where there is none.
        if (volume.Attachments.IsEmpty)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
