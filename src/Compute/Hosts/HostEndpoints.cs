using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;

namespace Naru.Compute.Hosts;

/// <summary><c>/os-hosts</c>, which old versions have, and <c>/os-availability-zone</c>.</summary>
internal sealed class HostEndpoints(ComputeApi api, ComputeOptions options)
{
    private const int LastWithHosts = 42;

    private static readonly Shape Words = Shapes.Object(("status", Shapes.OneOf("enable", "disable")), ("maintenance_mode", Shapes.OneOf("enable", "disable")));

    private static readonly Shape Update = (value, path, context) => Words(value, path, context)
        ?? (value.EnumerateObject().Any() ? null : Shapes.Fault(value, path, "It does not have enough properties."));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "os-hosts", List, new VersionRange(Until: LastWithHosts));
        api.Map(routes, HttpMethods.Get, "os-hosts/{id}", Show, new VersionRange(Until: LastWithHosts));
        api.Map(routes, HttpMethods.Put, "os-hosts/{id}", UpdateAsync, new VersionRange(Until: LastWithHosts));
        foreach (var power in (string[])["reboot", "startup", "shutdown"])
            api.Map(routes, HttpMethods.Get, $"os-hosts/{{id}}/{power}", Switch, new VersionRange(Until: LastWithHosts));
        api.Map(routes, HttpMethods.Get, "os-availability-zone", request => request.Require("os-availability-zone:list").Map(_ => Zones(request, isDetailed: false)));
        api.Map(routes, HttpMethods.Get, "os-availability-zone/detail", request => request.Require("os-availability-zone:detail").Map(_ => Zones(request, isDetailed: true)));
    }

    private static async ValueTask<Result<Reply>> UpdateAsync(ComputeRequest request)
    {
        if (!request.Require("os-hosts:update").TryGet(out _, out var error) || !(await request.BodyAsync(Update)).TryGet(out _, out error))
            return error;
        return Switch(request);
    }

    // Hosts are not this program's to switch on and off.
    private static Result<Reply> Switch(ComputeRequest request) => request.Require("os-hosts:update").Then(Result<Reply> (_) =>
        request.State.In(ComputeTables.Hosts).Contains(request.Route("id"))
            ? NovaErrors.NotSupported("Virt driver does not implement host power or maintenance actions.")
            : NovaErrors.NoHost(request.Route("id")));

    private Result<Reply> List(ComputeRequest request)
    {
        if (!request.Require("os-hosts:list").TryGet(out _, out var error))
            return error;
        var zone = request.Query["zone"].LastOrDefault();
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("hosts");
            foreach (var host in request.State.In(ComputeTables.Hosts).All)
            {
                var own = HostStates.ZoneOf(request.State, host.Id, options.DefaultZone);
                if (zone is { Length: > 0 } && zone != own)
                    continue;
                writer.WriteStartObject();
                writer.WriteString("host_name", host.Id);
                writer.WriteString("service", "compute");
                writer.WriteString("zone", own);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static Result<Reply> Show(ComputeRequest request)
    {
        if (!request.Require("os-hosts:show").TryGet(out _, out var error))
            return error;
        if (request.State.In(ComputeTables.Hosts).Find(request.Route("id")) is not { } host)
            return NovaErrors.NoHost(request.Route("id"));
        var usage = HostStates.UsageOf(request.State, host.Id);
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("host");
            Resource("(total)", host.Hypervisor.Vcpus, host.Hypervisor.MemoryMiB, host.Hypervisor.DiskGiB);
            Resource("(used_now)", usage.Vcpus, usage.Ram, usage.Disk);
            Resource("(used_max)", usage.Vcpus, usage.Ram, usage.Disk);
            foreach (var project in ComputeTables.ServersByHost.Of(request.State, host.Id).GroupBy(server => server.ProjectId))
                Resource(project.Key, project.Sum(server => server.Flavor.Vcpus), project.Sum(server => server.Flavor.Ram), project.Sum(server => server.Flavor.LocalGiB));
            writer.WriteEndArray();
            writer.WriteEndObject();

            void Resource(string project, int vcpus, int ram, int disk)
            {
                writer.WriteStartObject();
                writer.WriteStartObject("resource");
                writer.WriteString("host", host.Id);
                writer.WriteString("project", project);
                writer.WriteNumber("cpu", vcpus);
                writer.WriteNumber("memory_mb", ram);
                writer.WriteNumber("disk_gb", disk);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }
        });
    }

    private Reply Zones(ComputeRequest request, bool isDetailed) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("availabilityZoneInfo");
        foreach (var zone in request.State.In(ComputeTables.Hosts).All.GroupBy(host => HostStates.ZoneOf(request.State, host.Id, options.DefaultZone)).OrderBy(zone => zone.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("zoneName", zone.Key);
            writer.WriteStartObject("zoneState");
            writer.WriteBoolean("available", zone.Any(host => !host.IsDisabled));
            writer.WriteEndObject();
            writer.WritePropertyName("hosts");
            if (isDetailed)
                WriteHosts(writer, request, zone);
            else
                writer.WriteNullValue();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteHosts(Utf8JsonWriter writer, ComputeRequest request, IEnumerable<ComputeHost> hosts)
    {
        writer.WriteStartObject();
        foreach (var host in hosts)
        {
            writer.WriteStartObject(host.Id);
            writer.WriteStartObject(ServiceEndpoints.Binary);
            writer.WriteBoolean("available", HostStates.IsUp(request.State, host));
            writer.WriteBoolean("active", !host.IsDisabled);
            writer.WriteString("updated_at", Times.Exact(host.UpdatedAt));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }
}
