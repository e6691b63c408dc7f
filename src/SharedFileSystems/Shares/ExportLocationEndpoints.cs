using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Shares;

/// <summary>Where clients find a share: <c>/shares/{id}/export_locations</c> and the same of its instance.</summary>
internal sealed class ExportLocationEndpoints(ShareApi api)
{
    private static readonly ShapeField<Share>[] Common =
    [
        Fields.Text<Share>("id", share => share.ExportLocationId),
        Fields.Text<Share>("path", share => share.ExportPath),
        Fields.Flag<Share>("preferred", _ => false, since: 14),
        Fields.Text<Share>("share_instance_id", share => share.InstanceId) with { IsForAdministrators = true },
        Fields.Flag<Share>("is_admin_only", _ => false) with { IsForAdministrators = true },
    ];

    private static readonly Shape<Share> Summary = new(Common);

    private static readonly Shape<Share> Detail = new(
    [
        .. Common,
        Fields.Time<Share>("created_at", share => share.CreatedAt),
        Fields.Time<Share>("updated_at", share => share.UpdatedAt),
    ]);

    public void Map()
    {
        MapFor("shares/{id}/export_locations", request => ShareFinder.Find(request.State, request, request.Id, "share_export_location:index"));
        MapFor("share_instances/{id}/export_locations", request => ShareInstanceEndpoints.Find(request.State, request, "share_instance_export_location:index"));
    }

    private void MapFor(string path, Func<ShareRequest, Result<Share>> find)
    {
        api.Map(HttpMethods.Get, path, request => find(request).Map(share => Replies.Many("export_locations", Summary, share.ExportPath is null ? [] : (Share[])[share], request.Viewer)), since: 9);
        api.Map(HttpMethods.Get, path + "/{location_id}", request => find(request).Then<Reply>(share => share.ExportPath is not null && share.ExportLocationId == request.Route("location_id")
            ? Replies.One("export_location", Detail, share, request.Viewer)
            : ManilaErrors.NotFound("Export location", request.Route("location_id"))), since: 9);
    }
}
