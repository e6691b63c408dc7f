using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Network.Nodes;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.Hosts.ComputeHost, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Hosts;

/// <summary><c>/os-hypervisors</c>.</summary>
internal sealed class HypervisorEndpoints(ComputeApi api)
{
    private const string Place = "os-hypervisors";
    private const int HasUuids = 53;

    // Since this version capacity is asked of Placement, and uptime is a part of the details.
    private const int HasNoNumbers = 88;

    private static readonly Field[] Common =
    [
        new("id", (writer, host, request) => WriteId(writer, host.Number, host.HypervisorUuid, request)),
        Field.Text("hypervisor_hostname", host => host.Id),
        new("state", (writer, host, request) => writer.WriteStringValue(HostStates.IsUp(request.State, host) ? "up" : "down")),
        Field.Text("status", host => host.IsDisabled ? "disabled" : "enabled"),
    ];

    private static readonly View<ComputeHost> Short = new([.. Common, new("servers", WriteServers) { Since = HasUuids, When = (_, request) => WithServers(request) }]);

    private static readonly View<ComputeHost> Full = new(
    [
        .. Common,
        new("cpu_info", WriteCpu) { Until = HasNoNumbers - 1 },
        Number("current_workload", (_, _) => 0),
        Number("disk_available_least", (host, usage) => Math.Max(0, host.Hypervisor.DiskGiB - usage.Disk)),
        Number("free_disk_gb", (host, usage) => host.Hypervisor.DiskGiB - usage.Disk),
        Number("free_ram_mb", (host, usage) => host.Hypervisor.MemoryMiB - usage.Ram),
        Number("local_gb", (host, _) => host.Hypervisor.DiskGiB),
        Number("local_gb_used", (_, usage) => usage.Disk),
        Number("memory_mb", (host, _) => host.Hypervisor.MemoryMiB),
        Number("memory_mb_used", (_, usage) => usage.Ram),
        Number("running_vms", (_, usage) => usage.Servers),
        Number("vcpus", (host, _) => host.Hypervisor.Vcpus),
        Number("vcpus_used", (_, usage) => usage.Vcpus),
        new("host_ip", (writer, host, request) => writer.WriteStringValue(AddressOf(host, request))),
        Field.Text("hypervisor_type", host => host.Hypervisor.Drivers.IsEmpty ? "" : host.Hypervisor.Drivers[0]),
        Field.Number("hypervisor_version", _ => 1),
        new("service", WriteService),
        new("servers", WriteServers) { Since = HasUuids, When = (_, request) => WithServers(request) },
        Field.Text("uptime", _ => null) with { Since = HasNoNumbers },
    ]);

    private static readonly View<ComputeHost> Uptime = new([.. Common, Field.Text("uptime", host => UptimeOf(host))]);

    private static readonly View<ComputeHost> Found = new([.. Common, new("servers", WriteServers) { When = (host, request) => ComputeTables.ServersByHost.Any(request.State, host.Id) }]);

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, request => List(request, Place, "list", Short));
        api.Map(routes, HttpMethods.Get, Place + "/detail", request => List(request, Place + "/detail", "list-detail", Full));
        api.Map(routes, HttpMethods.Get, Place + "/statistics", Statistics, new VersionRange(Until: HasNoNumbers - 1));
        api.Map(routes, HttpMethods.Get, Place + "/{id}", request => Find(request, "show").Map(host => Full.One("hypervisor", host, request)));
        api.Map(routes, HttpMethods.Get, Place + "/{id}/uptime", ShowUptime, new VersionRange(Until: HasNoNumbers - 1));
        api.Map(routes, HttpMethods.Get, Place + "/{id}/search", request => Search(request, "search", Short), new VersionRange(Until: HasUuids - 1));
        api.Map(routes, HttpMethods.Get, Place + "/{id}/servers", request => Search(request, "servers", Found), new VersionRange(Until: HasUuids - 1));
    }

    private static Field Number(string name, Func<ComputeHost, ComputeUsage, int> value) =>
        new(name, (writer, host, request) => writer.WriteNumberValue(value(host, HostStates.UsageOf(request.State, host.Id)))) { Until = HasNoNumbers - 1 };

    private static bool WithServers(ComputeRequest request) => request.Query["with_servers"].LastOrDefault() is { } wanted && Validation.Shapes.IsYes(wanted);

    private static Result<Reply> List(ComputeRequest request, string path, string rule, View<ComputeHost> view)
    {
        const int HasPages = 33;
        if (!request.Require($"os-hypervisors:{rule}").TryGet(out _, out var error))
            return error;
        if (request.Version >= HasUuids && request.Query["with_servers"].LastOrDefault() is { } with && !Validation.Shapes.IsWord(with))
            return NovaErrors.BadRequest($"Invalid input for query parameters with_servers. Value: {with}. It is not a boolean.");
        var hosts = request.State.In(ComputeTables.Hosts).All.OrderBy(host => host.Number).ToList();
        if (request.Version >= HasUuids && request.Query["hypervisor_hostname_pattern"].LastOrDefault() is { Length: > 0 } pattern)
        {
            hosts = hosts.FindAll(host => host.Id.Contains(pattern, StringComparison.Ordinal));
            return hosts.Count > 0 ? view.Many("hypervisors", hosts, request) : NovaErrors.NotFound($"No hypervisor matching '{pattern}' could be found.");
        }
        if (request.Version < HasPages)
            return view.Many("hypervisors", hosts, request);
        return Page<ComputeHost>.Of(request, path, hosts, host => request.Version >= HasUuids ? host.HypervisorUuid : host.Number.ToString(CultureInfo.InvariantCulture))
            .Map(page => view.Many("hypervisors", page.Items, request, page.Next));
    }

    private static Result<ComputeHost> Find(ComputeRequest request, string rule)
    {
        if (!request.Require($"os-hypervisors:{rule}").TryGet(out _, out var error))
            return error;
        var id = request.Route("id");
        if (request.Version >= HasUuids && !Guid.TryParse(id, out _))
            return NovaErrors.BadRequest($"Invalid uuid {id}");
        return request.State.In(ComputeTables.Hosts).All.FirstOrDefault(host => request.Version >= HasUuids ? host.HypervisorUuid == id : host.Number.ToString(CultureInfo.InvariantCulture) == id) is { } host
            ? host
            : NovaErrors.NotFound($"Hypervisor with ID '{id}' could not be found.");
    }

    private static Result<Reply> ShowUptime(ComputeRequest request)
    {
        if (!Find(request, "uptime").TryGet(out var host, out var error))
            return error;
        return HostStates.IsUp(request.State, host) ? Uptime.One("hypervisor", host, request) : NovaErrors.BadRequest($"Service is unavailable at this time: host {host.Id} is down.");
    }

    private static Result<Reply> Search(ComputeRequest request, string rule, View<ComputeHost> view)
    {
        if (!request.Require($"os-hypervisors:{rule}").TryGet(out _, out var error))
            return error;
        var pattern = request.Route("id");
        var hosts = request.State.In(ComputeTables.Hosts).All.Where(host => host.Id.Contains(pattern, StringComparison.Ordinal)).OrderBy(host => host.Number).ToList();
        return hosts.Count > 0 ? view.Many("hypervisors", hosts, request) : NovaErrors.NotFound($"No hypervisor matching '{pattern}' could be found.");
    }

    private static Result<Reply> Statistics(ComputeRequest request)
    {
        if (!request.Require("os-hypervisors:statistics").TryGet(out _, out var error))
            return error;
        var hosts = request.State.In(ComputeTables.Hosts).All.Where(host => !host.IsDisabled).ToList();
        var usages = hosts.ConvertAll(host => HostStates.UsageOf(request.State, host.Id));
        var (disk, ram, vcpus) = (hosts.Sum(host => host.Hypervisor.DiskGiB), hosts.Sum(host => host.Hypervisor.MemoryMiB), hosts.Sum(host => host.Hypervisor.Vcpus));
        var (usedDisk, usedRam) = (usages.Sum(usage => usage.Disk), usages.Sum(usage => usage.Ram));
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("hypervisor_statistics");
            writer.WriteNumber("count", hosts.Count);
            writer.WriteNumber("current_workload", 0);
            writer.WriteNumber("disk_available_least", Math.Max(0, disk - usedDisk));
            writer.WriteNumber("free_disk_gb", disk - usedDisk);
            writer.WriteNumber("free_ram_mb", ram - usedRam);
            writer.WriteNumber("local_gb", disk);
            writer.WriteNumber("local_gb_used", usedDisk);
            writer.WriteNumber("memory_mb", ram);
            writer.WriteNumber("memory_mb_used", usedRam);
            writer.WriteNumber("running_vms", usages.Sum(usage => usage.Servers));
            writer.WriteNumber("vcpus", vcpus);
            writer.WriteNumber("vcpus_used", usages.Sum(usage => usage.Vcpus));
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static void WriteId(Utf8JsonWriter writer, int number, string uuid, ComputeRequest request)
    {
        if (request.Version >= HasUuids)
            writer.WriteStringValue(uuid);
        else
            writer.WriteNumberValue(number);
    }

    private static void WriteCpu(Utf8JsonWriter writer, ComputeHost host, ComputeRequest request)
    {
        const int IsObject = 28;
        if (request.Version < IsObject)
        {
            writer.WriteStringValue($"{{\"arch\": \"{host.Hypervisor.Architecture}\"}}");
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("arch", host.Hypervisor.Architecture);
        writer.WriteEndObject();
    }

    private static void WriteService(Utf8JsonWriter writer, ComputeHost host, ComputeRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("host", host.Id);
        writer.WritePropertyName("id");
        WriteId(writer, host.Number, host.ServiceUuid, request);
        writer.WriteString("disabled_reason", host.DisabledReason);
        writer.WriteEndObject();
    }

    private static void WriteServers(Utf8JsonWriter writer, ComputeHost host, ComputeRequest request)
    {
        writer.WriteStartArray();
        foreach (var server in ComputeTables.ServersByHost.Of(request.State, host.Id).Where(server => server.Host == host.Id))
        {
            writer.WriteStartObject();
            writer.WriteString("name", Servers.InstanceHosting.NameOf(server));
            writer.WriteString("uuid", server.Id);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static string AddressOf(ComputeHost host, ComputeRequest request) => request.State.In(NodeTable.Table).Find(host.Id)?.TunnelAddress?.ToString() ?? "127.0.0.1";

    // What a host's own uptime would say; the agent tells no load.
    private static string UptimeOf(ComputeHost host) => $" up since {Times.Zoned(host.UpdatedAt)},  0 users,  load average: 0.00, 0.00, 0.00";
}
