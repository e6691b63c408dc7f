using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Storage;
using Naru.State;

namespace Naru.SharedFileSystems.Shares;

/// <summary><c>/shares</c></summary>
internal sealed class ShareEndpoints(ShareApi api, Store store, IShareBackend backend)
{
    private const string All = "shares";
    private const string One = "shares/{id}";

    public void Map()
    {
        api.Map(HttpMethods.Get, All, request => ShareList.Answer(request, isDetailed: false));
        api.Map(HttpMethods.Get, "shares/detail", request => ShareList.Answer(request, isDetailed: true));
        api.Map(HttpMethods.Post, All, CreateAsync);
        api.Map(HttpMethods.Get, One, request => ShareFinder.Find(request.State, request, request.Id, "share:get").Map(share => Show(request, request.State, share)));
        api.Map(HttpMethods.Put, One, UpdateAsync);
        api.Map(HttpMethods.Delete, One, DeleteAsync);
    }

    public static Reply Show(ShareRequest request, IStateReader state, Share share) => Replies.One("share", ShareShapes.Detail, ShareView.Of(state, share), request.Viewer);

    private async Task<Result<Reply>> CreateAsync(ShareRequest request)
    {
        if (!NewShare.Read(request, backend.Features.Protocol).TryGet(out var wanted, out var error))
            return error;
        return await store.WriteAsync(request.Write, state => wanted.Record(state, request).Map(share => Show(request, state, share)));
    }

    private async Task<Result<Reply>> UpdateAsync(ShareRequest request)
    {
        if (!BodyReader.Of(request.Body, "share").TryGet(out var body, out var error))
            return error;
        var (name, description, isPublic) = (body.Text("name") ?? body.Text("display_name"), body.Text("description") ?? body.Text("display_description"), body.Flag("is_public"));
        if (body.Problem is { } problem)
            return problem;
        return await store.WriteAsync(request.Write, state => ShareFinder.Find(state, request, request.Id, "share:update").Then<Reply>(share =>
        {
            if (share.IsSoftDeleted)
                return ManilaErrors.Forbidden($"Share {share.Id} has been soft deleted and cannot be updated.");
            if (isPublic is true && !share.IsPublic && request.Refusal("share:set_public_share", share.ProjectId) is { } refusal)
                return refusal;
            var changed = share with
            {
                Name = body.Has("name") || body.Has("display_name") ? name : share.Name,
                Description = body.Has("description") || body.Has("display_description") ? description : share.Description,
                IsPublic = isPublic ?? share.IsPublic,
                UpdatedAt = state.Time,
            };
            state.Update(ShareTables.Shares, changed);
            return Show(request, state, changed);
        }));
    }

    private Task<Result<Reply>> DeleteAsync(ShareRequest request) => store.WriteAsync(request.Write, state => ShareFinder.Find(state, request, request.Id, "share:delete").Then(share =>
    {
        if (share.IsSoftDeleted)
            return ManilaErrors.Forbidden($"Share {share.Id} has been soft deleted: restore it, or delete it with force.");
        if (request.Query("share_group_id") is { } group && group != share.GroupId)
            return ManilaErrors.Invalid($"The share {share.Id} is not in the share group {group}.");
        if (share.GroupId is not null && request.Version.Minor >= 31 && request.Query("share_group_id") is null)
            return ManilaErrors.Invalid($"The share {share.Id} is in a share group: 'share_group_id' must name it.");
        return ShareDeletion.Begin(state, share, isForced: false);
    }));
}
