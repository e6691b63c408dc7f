using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Types;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.BlockStorage.Services;

/// <summary>What backends have and can do: <c>/scheduler-stats/get_pools</c> and <c>/capabilities/{host}</c>.</summary>
internal sealed class PoolEndpoints(VolumeApi api, VolumeBackends backends)
{
    private static readonly string[] Flags = ["multiattach", "thin_provisioning_support", "thick_provisioning_support", "QoS_support"];
    private static readonly string[] Texts = ["volume_backend_name", "storage_protocol", "vendor_name", "driver_version", "pool_name"];

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "scheduler-stats/get_pools", Pools);
        api.Map(routes, HttpMethods.Get, "capabilities/{id}", Capabilities);
    }

    private Result<Reply> Pools(VolumeRequest request)
    {
        const int ByType = 35;
        if (request.Refusal("scheduler_extension:scheduler_stats:get_pools") is { } refusal)
            return refusal;
        var isDetailed = Filters.IsTrue(request.Query["detail"].ToString());
        IEnumerable<VolumeBackend> found = backends.All;
        if (request.Query["name"].ToString() is { Length: > 0 } name)
            found = found.Where(backend => backend.Host == name);
        if (request.Has(ByType) && request.Query["volume_type"].ToString() is { Length: > 0 } asked)
        {
            if (!TypeAccess.FindNamed(request.State, request.Caller, asked).TryGet(out var type, out var error))
                return error;
            found = found.Where(backend => backend.Fits(type));
        }
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("pools");
            foreach (var backend in found)
            {
                writer.WriteStartObject();
                writer.WriteString("name", backend.Host);
                if (isDetailed)
                    WriteCapabilities(writer, request, backend);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void WriteCapabilities(Utf8JsonWriter writer, VolumeRequest request, VolumeBackend backend)
    {
        var capacity = backend.Driver.Capacity();
        var allocated = request.State.In(BlockStorageTables.Volumes).All.Where(volume => volume.Host == backend.Host).Sum(volume => (long)volume.Size);
        writer.WriteStartObject("capabilities");
        foreach (var text in Texts)
            writer.WriteString(text, backend.Capability(text));
        foreach (var flag in Flags)
            writer.WriteBoolean(flag, backend.Capability(flag) == "True");
        writer.WriteNumber("total_capacity_gb", capacity.TotalGiB);
        writer.WriteNumber("free_capacity_gb", capacity.FreeGiB);
        writer.WriteNumber("allocated_capacity_gb", allocated);
        writer.WriteNumber("provisioned_capacity_gb", allocated);
        writer.WriteNumber("reserved_percentage", 0);
        writer.WriteString("max_over_subscription_ratio", "20.0");
        writer.WriteString("backend_state", "up");
        writer.WriteString("timestamp", Times.Exact(DateTimeOffset.UtcNow));
        writer.WriteEndObject();
    }

    private Result<Reply> Capabilities(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:capabilities") is { } refusal)
            return refusal;
        if (backends.All.FirstOrDefault(backend => backend.ServiceHost == request.Id || backend.Host == request.Id) is not { } found)
            return Error.NotFound("ServiceNotFound", $"Service cinder-volume could not be found on host {request.Id}.");
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("namespace", $"OS::Storage::Capabilities::{found.ServiceHost}");
            foreach (var text in Texts.Where(text => text != "pool_name"))
                writer.WriteString(text, found.Capability(text));
            writer.WriteString("pool_name", (string?)null);
            writer.WriteString("display_name", $"Volumes of {found.ServiceHost}");
            writer.WriteString("description", found.Driver.Description);
            writer.WriteString("visibility", "public");
            writer.WriteStartArray("replication_targets");
            writer.WriteEndArray();
            writer.WriteStartObject("properties");
            foreach (var flag in Flags)
            {
                writer.WriteStartObject(flag);
                writer.WriteString("title", flag);
                writer.WriteString("description", $"Whether the backend does {flag}.");
                writer.WriteString("type", "boolean");
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }
}
