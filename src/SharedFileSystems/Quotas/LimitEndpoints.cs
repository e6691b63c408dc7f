using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Quotas;

/// <summary><c>/limits</c>: the quotas of the own project and what is used of them.</summary>
internal sealed class LimitEndpoints(ShareApi api)
{
    private static readonly (string Name, string Most, string Used, int Since)[] Limits =
    [
        (QuotaCheck.Shares, "maxTotalShares", "totalSharesUsed", 0),
        (QuotaCheck.Gigabytes, "maxTotalShareGigabytes", "totalShareGigabytesUsed", 0),
        (QuotaCheck.Snapshots, "maxTotalShareSnapshots", "totalShareSnapshotsUsed", 0),
        (QuotaCheck.SnapshotGigabytes, "maxTotalSnapshotGigabytes", "totalSnapshotGigabytesUsed", 0),
        (QuotaCheck.Networks, "maxTotalShareNetworks", "totalShareNetworksUsed", 0),
        (QuotaCheck.Replicas, "maxTotalShareReplicas", "totalShareReplicasUsed", 53),
        (QuotaCheck.ReplicaGigabytes, "maxTotalReplicaGigabytes", "totalReplicaGigabytesUsed", 53),
        (QuotaCheck.Groups, "maxTotalShareGroups", "totalShareGroupsUsed", 58),
        (QuotaCheck.GroupSnapshots, "maxTotalShareGroupSnapshots", "totalShareGroupSnapshotsUsed", 58),
    ];

    public void Map() => api.Map(HttpMethods.Get, "limits", Show);

    private static Result<Reply> Show(ShareRequest request) => Reply.Json(writer =>
    {
        var project = request.Caller.ProjectId;
        writer.WriteStartObject();
        writer.WriteStartObject("limits");
        writer.WriteStartArray("rate");
        writer.WriteEndArray();
        writer.WriteStartObject("absolute");
        foreach (var (name, most, used, _) in Limits.Where(limit => limit.Since <= request.Version.Minor))
        {
            writer.WriteNumber(most, QuotaCheck.Limit(request.State, name, project));
            writer.WriteNumber(used, QuotaCheck.Used(request.State, name, project));
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
