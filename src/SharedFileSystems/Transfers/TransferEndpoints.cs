using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Quotas;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Shares;
using Naru.State;

namespace Naru.SharedFileSystems.Transfers;

/// <summary><c>/share-transfers</c>: a share goes to the project of whoever knows the key.</summary>
internal sealed class TransferEndpoints(ShareApi api, Store store)
{
    private const int Since = 77;
    private const string All = "share-transfers";
    private const string One = "share-transfers/{id}";
    private const int KeyBytes = 8;
    private static readonly TimeSpan Offered = TimeSpan.FromMinutes(5);

    private static readonly ShapeField<ShareTransfer, Viewer>[] Brief =
    [
        Fields.Text<ShareTransfer>("id", transfer => transfer.Id),
        Fields.Text<ShareTransfer>("name", transfer => transfer.Name),
        Fields.Text<ShareTransfer>("resource_type", _ => "share"),
        Fields.Text<ShareTransfer>("resource_id", transfer => transfer.ShareId),
        Fields.Links<ShareTransfer>(All, transfer => transfer.Id),
    ];

    private static readonly ShapeField<ShareTransfer, Viewer>[] Full =
    [
        .. Brief,
        Fields.Time<ShareTransfer>("created_at", transfer => transfer.CreatedAt),
        Fields.Text<ShareTransfer>("source_project_id", transfer => transfer.SourceProjectId),
        Fields.Nothing<ShareTransfer>("destination_project_id"),
        Fields.Flag<ShareTransfer>("accepted", _ => false),
        Fields.Time<ShareTransfer>("expires_at", transfer => transfer.ExpiresAt),
    ];

    private static readonly Shape<ShareTransfer> Summary = new(Brief);

    private static readonly Shape<ShareTransfer> Detail = new(Full);

    public void Map()
    {
        api.Map(HttpMethods.Post, All, CreateAsync, Since);
        api.Map(HttpMethods.Get, All, request => List(request, Summary), Since);
        api.Map(HttpMethods.Get, "share-transfers/detail", request => List(request, Detail), Since);
        api.Map(HttpMethods.Get, One, request => Find(request.State, request, "share_transfer:get").Map(transfer => Replies.One("transfer", Detail, transfer, request.Viewer)), Since);
        api.Map(HttpMethods.Delete, One, request => store.WriteAsync(request.Write, state => Find(state, request, "share_transfer:delete").Map(transfer =>
        {
            End(state, transfer, share => share);
            return Replies.Empty;
        })), Since);
        api.Map(HttpMethods.Post, One + "/accept", AcceptAsync, Since);
    }

    private static Result<ShareTransfer> Find(IStateReader state, ShareRequest request, string rule)
    {
        if (state.In(ShareTables.Transfers).Find(request.Id) is not { } transfer || (!request.Caller.IsAdmin && transfer.SourceProjectId != request.Caller.ProjectId))
            return ManilaErrors.NotFound("Transfer", request.Id);
        return request.Refusal(rule, transfer.SourceProjectId) is { } refusal ? refusal : transfer;
    }

    private static Result<Reply> List(ShareRequest request, Shape<ShareTransfer> shape)
    {
        if (request.Refusal("share_transfer:get_all", request.Caller.ProjectId) is { } refusal)
            return refusal;
        IEnumerable<ShareTransfer> all = request.State.In(ShareTables.Transfers).All;
        if (!Filters.IsOfAllProjects(request, "share_transfer:get_all_tenant"))
            all = all.Where(transfer => transfer.SourceProjectId == request.Caller.ProjectId);
        var found = Filters.Matching(request, all, new Dictionary<string, Func<ShareTransfer, string?>>
        {
            ["name"] = transfer => transfer.Name, ["id"] = transfer => transfer.Id, ["resource_id"] = transfer => transfer.ShareId, ["source_project_id"] = transfer => transfer.SourceProjectId,
        }).ToList();
        return Page<ShareTransfer>.Of(request, found).Map(page => page.Reply(request, "transfers", "transfers_links", shape));
    }

    private async Task<Result<Reply>> CreateAsync(ShareRequest request)
    {
        if (!BodyReader.Of(request.Body, "transfer").TryGet(out var body, out var error))
            return error;
        var (id, name) = (body.NeededText("share_id"), body.Text("name"));
        if (body.Problem is { } problem)
            return problem;
        // Drawn here, because a write draws nothing.
        var (transferId, key) = (Guid.NewGuid().ToString(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));
        return await store.WriteAsync(request.Write, state => ShareFinder.Find(state, request, id, "share_transfer:create").Then<Reply>(share =>
        {
            if (share.Status != ShareStatus.Available || share.IsSoftDeleted)
                return ManilaErrors.Invalid($"Share {id} is {(share.IsSoftDeleted ? "soft deleted" : share.Status)}; to be transferred it must be {ShareStatus.Available}.");
            if (share.ShareNetworkId is not null || share.GroupId is not null)
                return ManilaErrors.Invalid($"Share {id} is in a share network or a share group and cannot be transferred.");
            var transfer = new ShareTransfer
            {
                Id = transferId, Name = name, ShareId = id, SourceProjectId = share.ProjectId, KeyHash = HashOf(key), CreatedAt = state.Time, ExpiresAt = state.Time + Offered,
            };
            state.Insert(ShareTables.Transfers, transfer);
            state.Update(ShareTables.Shares, share with { Status = ShareStatus.AwaitingTransfer, UpdatedAt = state.Time });
            return Replies.One("transfer", new Shape<ShareTransfer>([.. Full, Fields.Text<ShareTransfer>("auth_key", _ => key)]), transfer, request.Viewer, StatusCodes.Status202Accepted);
        }));
    }

    private async Task<Result<Reply>> AcceptAsync(ShareRequest request)
    {
        if (request.Refusal("share_transfer:accept", request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (!BodyReader.Of(request.Body, "accept").TryGet(out var body, out var error))
            return error;
        var (key, isCleared) = (body.NeededText("auth_key"), body.Flag("clear_access_rules") ?? false);
        if (body.Problem is { } problem)
            return problem;
        return await store.WriteAsync(request.Write, state =>
        {
            if (state.In(ShareTables.Transfers).Find(request.Id) is not { } transfer || transfer.ExpiresAt < state.Time)
                return ManilaErrors.NotFound("Transfer", request.Id);
            if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(key)), Encoding.ASCII.GetBytes(transfer.KeyHash)))
                return ManilaErrors.Invalid($"The key is not that of transfer {transfer.Id}.");
            if (state.In(ShareTables.Shares).Find(transfer.ShareId) is not { } share || share.Status != ShareStatus.AwaitingTransfer)
                return ManilaErrors.Invalid($"Share {transfer.ShareId} is not awaiting its transfer.");
            var snapshots = ShareTables.SnapshotsByShare.Of(state, share.Id);
            if (QuotaCheck.OfShare(state, request.Caller.ProjectId, request.Caller.UserId, share.TypeId, share.Size, 1, share.Size) is { } over)
                return over;
            foreach (var rule in isCleared ? ShareTables.RulesByOwner.Of(state, share.Id).ToList() : [])
                state.Update(ShareTables.Rules, rule with { State = AccessRule.Denying, UpdatedAt = state.Time });
            foreach (var snapshot in snapshots.ToList())
                state.Update(ShareTables.Snapshots, snapshot with { ProjectId = request.Caller.ProjectId, UserId = request.Caller.UserId });
            End(state, transfer, taken => taken with { ProjectId = request.Caller.ProjectId, UserId = request.Caller.UserId });
            return (Result<Reply>)Replies.Accepted;
        });
    }

    private static void End(Transaction state, ShareTransfer transfer, Func<Share, Share> change)
    {
        if (state.In(ShareTables.Shares).Find(transfer.ShareId) is { Status: ShareStatus.AwaitingTransfer } share)
            state.Update(ShareTables.Shares, change(share) with { Status = ShareStatus.Available, UpdatedAt = state.Time });
        state.Delete(ShareTables.Transfers, transfer.Id);
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
