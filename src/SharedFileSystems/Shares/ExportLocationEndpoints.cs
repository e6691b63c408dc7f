using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Shares;

/// <summary>Where clients find a share: <c>/shares/{id}/export_locations</c> and the same of its instance.</summary>
internal sealed class ExportLocationEndpoints(ShareApi api, IShareBackend backend)
{
    private static readonly ShapeField<ExportLocation, Viewer>[] Common =
    [
        Fields.Text<ExportLocation>("id", location => location.Id),
        Fields.Text<ExportLocation>("path", location => location.Path),
        Fields.Flag<ExportLocation>("preferred", _ => false, since: 14),
        Fields.Text<ExportLocation>("share_instance_id", location => location.Share.InstanceId) with { When = Fields.ForAdministrators },
        Fields.Flag<ExportLocation>("is_admin_only", _ => false) with { When = Fields.ForAdministrators },
    ];

    private static readonly Shape<ExportLocation> Summary = new(Common);

    private static readonly Shape<ExportLocation> Detail = new(
    [
        .. Common,
        Fields.Time<ExportLocation>("created_at", location => location.Share.CreatedAt),
        Fields.Time<ExportLocation>("updated_at", location => location.Share.UpdatedAt),
    ]);

    public void Map()
    {
        MapFor("shares/{id}/export_locations", request => ShareFinder.Find(request.State, request, request.Id, "share_export_location:index"));
        MapFor("share_instances/{id}/export_locations", request => ShareInstanceEndpoints.Find(request.State, request, "share_instance_export_location:index"));
    }

    private void MapFor(string path, Func<ShareRequest, Result<Share>> find)
    {
        api.Map(HttpMethods.Get, path, async request => (await LocationsAsync(request, find)).Map(all => Replies.Many("export_locations", Summary, all, request.Viewer)), since: 9);
        api.Map(HttpMethods.Get, path + "/{location_id}", async request => (await LocationsAsync(request, find)).Then<Reply>(all =>
            all.FirstOrDefault(location => location.Id == request.Route("location_id")) is { } found
                ? Replies.One("export_location", Detail, found, request.Viewer)
                : ManilaErrors.NotFound("Export location", request.Route("location_id"))), since: 9);
    }

    private async Task<Result<IReadOnlyList<ExportLocation>>> LocationsAsync(ShareRequest request, Func<ShareRequest, Result<Share>> find) =>
        find(request).TryGet(out var share, out var error) ? await ExportLocation.OfAsync(request.State, backend, share, request.Cancellation) : error;
}
