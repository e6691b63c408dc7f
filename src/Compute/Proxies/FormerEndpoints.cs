using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Field = Naru.Rest.Microversions.ShapeField<(string Alias, string Name), Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Proxies;

/// <summary>What is left of the API's past: its extensions, its audit log, and the paths of what was removed.</summary>
internal sealed class FormerEndpoints(ComputeApi api)
{
    // Extensions cannot be switched off any more; these are names that clients have looked for.
    private static readonly (string Alias, string Name)[] Extensions =
    [
        ("os-admin-actions", "AdminActions"), ("os-aggregates", "Aggregates"), ("os-attach-interfaces", "AttachInterfaces"), ("os-availability-zone", "AvailabilityZone"),
        ("os-config-drive", "ConfigDrive"), ("os-console-output", "ConsoleOutput"), ("os-consoles", "Consoles"), ("os-create-backup", "CreateBackup"), ("os-evacuate", "Evacuate"),
        ("os-extended-server-attributes", "ExtendedServerAttributes"), ("os-extended-status", "ExtendedStatus"), ("os-extended-volumes", "ExtendedVolumes"), ("os-flavor-access", "FlavorAccess"),
        ("os-flavor-extra-specs", "FlavorExtraSpecs"), ("os-flavor-manage", "FlavorManage"), ("os-floating-ips", "FloatingIps"), ("os-hosts", "Hosts"), ("os-hypervisors", "Hypervisors"),
        ("os-instance-actions", "InstanceActions"), ("os-keypairs", "Keypairs"), ("os-lock-server", "LockServer"), ("os-migrate-server", "MigrateServer"), ("os-pause-server", "PauseServer"),
        ("os-quota-sets", "Quotas"), ("os-rescue", "Rescue"), ("os-security-groups", "SecurityGroups"), ("os-server-groups", "ServerGroups"), ("os-services", "Services"), ("os-shelve", "Shelve"),
        ("os-simple-tenant-usage", "SimpleTenantUsage"), ("os-suspend-server", "SuspendServer"), ("os-user-data", "UserData"), ("os-volumes", "Volumes"), ("servers", "Servers"), ("flavors", "Flavors"),
    ];

    private static readonly View<(string Alias, string Name)> Extension = new(
        Field.Text("alias", extension => extension.Alias),
        Field.Text("name", extension => extension.Name),
        Field.Text("description", extension => $"{extension.Name}."),
        Field.Text("namespace", _ => "http://docs.openstack.org/compute/ext/fake_xml"),
        Field.Text("updated", _ => "2014-12-03T00:00:00Z"),
        new Field("links", (writer, _, _) =>
        {
            writer.WriteStartArray();
            writer.WriteEndArray();
        }));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "extensions", request => Extension.Many("extensions", Extensions, request));
        api.Map(routes, HttpMethods.Get, "extensions/{alias}", request => Extensions.FirstOrDefault(extension => extension.Alias == request.Route("alias")) is { Alias: not null } found
            ? Extension.One("extension", found, request)
            : NovaErrors.NotFound($"Extension {request.Route("alias")} could not be found."));
        api.Map(routes, HttpMethods.Get, "os-instance_usage_audit_log", request => Audit(request, "list", TimeProvider.System.GetUtcNow(), "instance_usage_audit_logs"));
        api.Map(routes, HttpMethods.Get, "os-instance_usage_audit_log/{before}", request => Times.TryRead(request.Route("before").Replace("%20", " ", StringComparison.Ordinal), out var before)
            ? Audit(request, "show", before, "instance_usage_audit_log")
            : NovaErrors.BadRequest($"Invalid timestamp for date {request.Route("before")}"));
        api.MapGone(
            routes, "os-agents", "os-agents/{id}", "os-cells", "os-certificates", "os-certificates/{id}", "os-cloudpipe", "os-fixed-ips/{id}", "os-fixed-ips/{id}/action", "os-floating-ip-dns", "os-floating-ips-bulk", "os-floating-ips-bulk/{id}",
            "os-fping", "os-security-group-default-rules", "os-security-group-default-rules/{id}", "servers/{server_id}/consoles", "servers/{server_id}/os-virtual-interfaces");
    }

    // Nothing is counted in periods (instance_usage_audit = false), so that no host has anything to say.
    private static Result<Reply> Audit(ComputeRequest request, string rule, DateTimeOffset before, string name)
    {
        if (!request.Require($"os-instance-usage-audit-log:{rule}").TryGet(out _, out var error))
            return error;
        var end = new DateTimeOffset(before.Year, before.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var hosts = request.State.In(ComputeTables.Hosts).All.Select(host => host.Id).ToList();
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject(name);
            writer.WriteStartArray("hosts_not_run");
            foreach (var host in hosts)
                writer.WriteStringValue(host);
            writer.WriteEndArray();
            writer.WriteStartObject("log");
            writer.WriteEndObject();
            writer.WriteNumber("num_hosts", hosts.Count);
            writer.WriteNumber("num_hosts_done", 0);
            writer.WriteNumber("num_hosts_not_run", hosts.Count);
            writer.WriteNumber("num_hosts_running", 0);
            writer.WriteString("overall_status", $"0 of {hosts.Count} hosts done. 0 errors.");
            writer.WriteString("period_beginning", Times.Exact(end.AddMonths(-1)));
            writer.WriteString("period_ending", Times.Exact(end));
            writer.WriteNumber("total_errors", 0);
            writer.WriteNumber("total_instances", 0);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }
}
