using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.State;

namespace Naru.SharedFileSystems.Shares;

/// <summary><c>/share_instances</c>, for administrators. A share has one.</summary>
internal sealed class ShareInstanceEndpoints(ShareApi api, Store store)
{
    private const string All = "share_instances";
    private const string One = "share_instances/{id}";

    public void Map()
    {
        api.Map(HttpMethods.Get, All, request => List(request, request.State.In(ShareTables.Shares).All.Where(share => Has(request, share))), since: 3);
        api.Map(HttpMethods.Get, One, request => Find(request.State, request, "share_instance:show").Map(share => Replies.One("share_instance", ShareShapes.Instance, ShareView.Of(request.State, share), request.Viewer)), since: 3);
        api.Map(HttpMethods.Get, "shares/{id}/instances", request => request.State.In(ShareTables.Shares).Find(request.Id) is { } share && request.Caller.IsAdmin
            ? List(request, [share])
            : request.Refusal("share_instance:index", null) ?? ManilaErrors.NotFound("Share", request.Id), since: 3);
        api.MapRenamedAction(One, "reset_status", ResetAsync);
        api.MapRenamedAction(One, "force_delete", ForceDeleteAsync);
    }

    public static Result<Share> Find(IStateReader state, ShareRequest request, string rule)
    {
        if (request.Refusal(rule, request.Caller.ProjectId) is { } refusal)
            return refusal;
        return ShareTables.ShareByInstance.Find(state, request.Id) is { } share ? share : ManilaErrors.NotFound("Share instance", request.Id);
    }

    private static Result<Reply> List(ShareRequest request, IEnumerable<Share> shares) => request.Refusal("share_instance:index", request.Caller.ProjectId) is { } refusal
        ? refusal
        : Replies.Many("share_instances", ShareShapes.Instance, shares.Select(share => ShareView.Of(request.State, share)), request.Viewer);

    private static bool Has(ShareRequest request, Share share)
    {
        if (request.Version.Minor < 35)
            return true;
        return (request.Query("export_location_id") is not { } id || id == share.ExportLocationId)
            && (request.Query("export_location_path") is not { } path || path == share.ExportPath);
    }

    private Task<Result<Reply>> ResetAsync(ShareRequest request) => store.WriteAsync(request.Write, state =>
        Find(state, request, "share_instance:reset_status").Then(share => StatusReset.Read(request).Map(status =>
        {
            state.Update(ShareTables.Shares, share with { Status = status, UpdatedAt = state.Time });
            return Replies.Accepted;
        })));

    private Task<Result<Reply>> ForceDeleteAsync(ShareRequest request) => store.WriteAsync(request.Write, state =>
        Find(state, request, "share_instance:force_delete").Then(share => ShareDeletion.Begin(state, share, isForced: true)));
}
