using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.State;

namespace Naru.Compute.Servers.Parts;

/// <summary>What can be seen of an instance from outside: its use of the host, its topology, its password.</summary>
internal sealed class InsightEndpoints(ComputeApi api, Store store, NodeStreams hosts)
{
    private const int Standardized = 48;

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "servers/{server_id}/diagnostics", DiagnoseAsync);
        api.Map(routes, HttpMethods.Get, "servers/{server_id}/topology", request => ServerAccess.Find(request.State, request, "server-topology:index").Map(_ => Topology()), new VersionRange(78));
        api.Map(routes, HttpMethods.Get, "servers/{server_id}/os-server-password", request => ServerAccess.Find(request.State, request, "os-server-password:show").Map(server => Password(server)));
        api.Map(routes, HttpMethods.Delete, "servers/{server_id}/os-server-password", ClearPasswordAsync);
    }

    // Instances have no virtual NUMA nodes, and the host's own pages.
    private static Reply Topology() => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("nodes");
        writer.WriteEndArray();
        writer.WriteNull("pagesize_kb");
        writer.WriteEndObject();
    });

    private static Reply Password(Server server) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("password", server.SealedPassword ?? "");
        writer.WriteEndObject();
    });

    private async ValueTask<Result<Reply>> ClearPasswordAsync(ComputeRequest request) => await store.WriteAsync(request.Write, state =>
        ServerAccess.Find(state, request, "os-server-password:clear").Map(server =>
        {
            state.Update(ComputeTables.Servers, server with { SealedPassword = null });
            return Reply.NoContent;
        }));

    private async ValueTask<Result<Reply>> DiagnoseAsync(ComputeRequest request)
    {
        if (!ServerAccess.Find(request.State, request, "os-server-diagnostics").TryGet(out var server, out var error))
            return error;
        var now = ServerStates.Of(server);
        if (now.VmState is not VmStates.Active and not VmStates.Paused and not VmStates.Rescued)
            return NovaErrors.Conflict($"Cannot 'get_diagnostics' instance {server.Id} while it is in vm_state {now.VmState}");
        if (!(await hosts.AskAsync(server.Host, NodeQuestionKind.Diagnostics, [server.Id], request.Http.RequestAborted)).TryGet(out var text, out error))
            return NovaErrors.Conflict(error.Message);
        var known = Read(text);
        return request.Version < Standardized
            ? Reply.Json(writer => WriteFree(writer, server, known))
            : Reply.Json(writer => WriteStandard(writer, server, known));
    }

    // What a host says is looked at, not trusted.
    private static JsonElement Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static long NumberOf(JsonElement known, string name) => Shapes.Number(known.Of(name)) ?? 0;

    // As libvirt's driver named things before 2.48.
    private static void WriteFree(Utf8JsonWriter writer, Server server, JsonElement known)
    {
        writer.WriteStartObject();
        writer.WriteNumber("memory", server.Flavor.Ram * 1024L);
        writer.WriteNumber("memory-rss", NumberOf(known, "memoryUsed") / 1024);
        writer.WriteNumber("cpu0_time", NumberOf(known, "cpuTime"));
        writer.WriteEndObject();
    }

    private static void WriteStandard(Utf8JsonWriter writer, Server server, JsonElement known)
    {
        writer.WriteStartObject();
        writer.WriteString("state", server.Power is NodeInstancePower.Paused ? "paused" : "running");
        writer.WriteString("driver", "libvirt");
        writer.WriteString("hypervisor", "namespace");
        writer.WriteString("hypervisor_os", "linux");
        writer.WriteNumber("uptime", NumberOf(known, "uptime"));
        writer.WriteBoolean("config_drive", server.HasConfigDrive);
        writer.WriteNumber("num_cpus", server.Flavor.Vcpus);
        writer.WriteNumber("num_nics", server.Ports.Count);
        writer.WriteNumber("num_disks", 1 + server.Volumes.Count);
        writer.WriteStartObject("memory_details");
        writer.WriteNumber("maximum", server.Flavor.Ram);
        writer.WriteNumber("used", NumberOf(known, "memoryUsed") >> 20);
        writer.WriteEndObject();
        writer.WriteStartArray("cpu_details");
        for (var number = 0; number < server.Flavor.Vcpus; number++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", number);
            writer.WriteNumber("time", NumberOf(known, "cpuTime") / server.Flavor.Vcpus);
            writer.WriteNull("utilisation");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("nic_details");
        writer.WriteEndArray();
        writer.WriteStartArray("disk_details");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
