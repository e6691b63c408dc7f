using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Storage;
using Naru.SharedFileSystems.Work;

namespace Naru.SharedFileSystems.Administration;

/// <summary><c>/scheduler-stats/pools</c>: where shares can be, and what is possible there.</summary>
internal sealed class PoolEndpoints(ShareApi api, Scheduling scheduling, IShareBackend backend)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    public void Map()
    {
        api.Map(HttpMethods.Get, "scheduler-stats/pools", request => ListAsync(request, "scheduler_stats:pools:index", isDetailed: false));
        api.Map(HttpMethods.Get, "scheduler-stats/pools/detail", request => ListAsync(request, "scheduler_stats:pools:detail", isDetailed: true));
    }

    private async Task<Result<Reply>> ListAsync(ShareRequest request, string rule, bool isDetailed)
    {
        if (request.Refusal(rule, request.Caller.ProjectId) is { } refusal)
            return refusal;
        var pools = scheduling.Pools.Where(pool => Matches(request.Query("host"), Environment.MachineName) && Matches(request.Query("backend"), pool.Backend) && Matches(request.Query("pool"), Scheduling.Pool));
        if (request.Version.Minor >= 23 && request.Query("share_type") is { } name)
        {
            if ((request.State.In(ShareTables.Types).Find(name) ?? ShareTables.TypeByName.Find(request.State, name)) is not { } type)
                return ManilaErrors.Invalid($"Share type {name} not found.");
            pools = pools.Where(pool => type.ExtraSpecs.Items.All(pool.Satisfies));
        }
        // A pool whose storage does not answer has no room.
        var capacity = isDetailed && (await backend.CapacityAsync(request.Cancellation)).TryGet(out var told, out _) ? told : new Capacity(0, 0);
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("pools");
            foreach (var pool in pools)
                WritePool(writer, pool, isDetailed ? capacity : null);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>Filters are regular expressions of the whole name.</summary>
    private static bool Matches(string? asked, string name)
    {
        if (asked is null || asked == name)
            return true;
        try
        {
            return Regex.IsMatch(name, $"^(?:{asked})$", RegexOptions.CultureInvariant, Patience);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private void WritePool(Utf8JsonWriter writer, SharePool pool, Capacity? capacity)
    {
        writer.WriteStartObject();
        writer.WriteString("name", pool.Host);
        writer.WriteString("host", Environment.MachineName);
        writer.WriteString("backend", pool.Backend);
        writer.WriteString("pool", Scheduling.Pool);
        if (capacity is not null)
            WriteCapabilities(writer, pool, capacity);
        writer.WriteEndObject();
    }

    private void WriteCapabilities(Utf8JsonWriter writer, SharePool pool, Capacity capacity)
    {
        writer.WriteStartObject("capabilities");
        foreach (var (name, value) in pool.Capabilities)
        {
            if (Truth.Of(value) is { } flag)
                writer.WriteBoolean(name, flag);
            else
                writer.WriteString(name, value);
        }
        writer.WriteString("pool_name", Scheduling.Pool);
        writer.WriteNumber("total_capacity_gb", capacity.Total);
        writer.WriteNumber("free_capacity_gb", capacity.Free);
        writer.WriteNumber("allocated_capacity_gb", Math.Round(capacity.Total - capacity.Free, 2));
        writer.WriteNumber("reserved_percentage", 0);
        writer.WriteNumber("max_over_subscription_ratio", 1);
        writer.WriteString("driver_version", "1.0");
        writer.WriteString("description", backend.Description);
        writer.WriteNull("replication_type");
        writer.WriteNull("replication_domain");
        writer.WriteNull("sg_consistent_snapshot_support");
        writer.WriteEndObject();
    }
}
