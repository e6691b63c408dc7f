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
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.Volumes.CatalogSnapshot, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Proxies;

/// <summary><c>/os-snapshots</c>: what old versions say of the snapshots of the Block Storage API.</summary>
internal sealed class SnapshotEndpoints(ComputeApi api, Store store, ISnapshotCatalog catalog)
{
    private const string Place = "os-snapshots";
    private const string One = Place + "/{id}";

    private static readonly VersionRange Versions = new(Until: 35);

    private static readonly Shape Create = Shapes.Wrapped("snapshot", Shapes.Object(
        new Member("volume_id", Shapes.Text(0, int.MaxValue)) { IsRequired = true },
        ("display_name", Shapes.Text(0, 255)),
        ("display_description", Shapes.Text(0, 255)),
        ("force", Shapes.Flag)));

    private static readonly View<CatalogSnapshot> Shown = new(
        Field.Text("id", snapshot => snapshot.Id),
        Field.Text("volumeId", snapshot => snapshot.VolumeId),
        Field.Text("status", snapshot => snapshot.Status),
        Field.Number("size", snapshot => snapshot.SizeGiB),
        Field.Text("createdAt", snapshot => Times.Exact(snapshot.CreatedAt)),
        Field.Text("displayName", snapshot => snapshot.Name),
        Field.Text("displayDescription", snapshot => snapshot.Description));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, request => List(request, "os-volumes:snapshots:list"), Versions);
        api.Map(routes, HttpMethods.Get, Place + "/detail", request => List(request, "os-volumes:snapshots:detail"), Versions);
        api.Map(routes, HttpMethods.Post, Place, CreateAsync, Versions);
        api.Map(routes, HttpMethods.Get, One, request => request.Require("os-volumes:snapshots:show").Then(_ => catalog.Find(request.State, request.Caller, request.Route("id")))
            .Map(snapshot => Shown.One("snapshot", snapshot, request)), Versions);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync, Versions);
    }

    private Result<Reply> List(ComputeRequest request, string rule) => request.Require(rule).Then(_ => Slice.Of(request))
        .Map(slice => Shown.Many("snapshots", slice.Take(catalog.List(request.State, request.Caller)), request));

    private async ValueTask<Result<Reply>> CreateAsync(ComputeRequest request)
    {
        if (!request.Require("os-volumes:snapshots:create").TryGet(out _, out var error) || !(await request.BodyAsync(Create)).TryGet(out var body, out error))
            return error;
        var given = body.GetProperty("snapshot");
        return (await store.WriteAsync(request.Write, state => catalog.Create(
            state, request.Caller, given.TextOf("volume_id")!, given.TextOf("display_name"), given.TextOf("display_description"), given.FlagOf("force"))))
            .Map(snapshot => Shown.One("snapshot", snapshot, request));
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request) => request.Require("os-volumes:snapshots:delete").TryGet(out _, out var error)
        ? (await store.WriteAsync(request.Write, state => catalog.Delete(state, request.Caller, request.Route("id")))).Map(_ => new Reply(StatusCodes.Status202Accepted, null))
        : error;
}
