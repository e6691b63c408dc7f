using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.BlockStorage.Services;

/// <summary><c>/os-hosts</c>: the services again, and how much each volume host has.</summary>
internal sealed class HostEndpoints(VolumeApi api, VolumeBackends backends, BlockStorageOptions options)
{
    private const string Rule = "volume_extension:hosts";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "os-hosts", List);
        api.Map(routes, HttpMethods.Get, "os-hosts/{id}", ShowOne);
    }

    private Result<Reply> List(VolumeRequest request) => request.Refusal(Rule) is { } refusal
        ? refusal
        : Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("hosts");
            foreach (var (binary, host) in ServiceRecords.All(backends, options))
            {
                writer.WriteStartObject();
                writer.WriteString("host_name", host);
                writer.WriteString("service", binary);
                writer.WriteString("zone", ServiceRecords.Zone);
                writer.WriteString("service-status", "available");
                writer.WriteString("service-state", ServiceRecords.Of(request.State, binary, host).IsDisabled ? "disabled" : "enabled");
                writer.WriteString("last-update", Times.Exact(DateTimeOffset.UtcNow));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    private Result<Reply> ShowOne(VolumeRequest request)
    {
        if (request.Refusal(Rule) is { } refusal)
            return refusal;
        if (!ServiceRecords.All(backends, options).Any(service => service.Host == request.Id))
            return Error.NotFound("HostNotFound", $"Host {request.Id} could not be found.");
        var volumes = request.State.In(BlockStorageTables.Volumes).All.Where(volume => volume.Host?.Split('#')[0] == request.Id).ToList();
        var snapshots = volumes.SelectMany(volume => BlockStorageTables.SnapshotsByVolume.Of(request.State, volume.Id)).ToList();
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("host");
            Write(writer, request.Id, "(total)", volumes, snapshots);
            foreach (var project in volumes.Select(volume => volume.ProjectId).Distinct().Order())
                Write(writer, request.Id, project, [.. volumes.Where(volume => volume.ProjectId == project)], [.. snapshots.Where(snapshot => snapshot.ProjectId == project)]);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, string host, string project, List<Volume> volumes, List<VolumeSnapshot> snapshots)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("resource");
        writer.WriteString("host", host);
        writer.WriteString("project", project);
        writer.WriteString("volume_count", Text(volumes.Count));
        writer.WriteString("total_volume_gb", Text(volumes.Sum(volume => (long)volume.Size)));
        writer.WriteString("snapshot_count", Text(snapshots.Count));
        writer.WriteString("total_snapshot_gb", Text(snapshots.Sum(snapshot => (long)snapshot.Size)));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
