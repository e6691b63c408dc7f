using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;

namespace Naru.Compute.Quotas;

/// <summary><c>/limits</c>: what the caller's project may have, and has.</summary>
internal sealed class LimitEndpoints(ComputeApi api, ComputeQuotas quotas)
{
    // Name in the answer, quota, whether it is what is used, last version.
    private static readonly (string Name, string Quota, bool IsUsed, int Until)[] Absolute =
    [
        ("maxServerMeta", "metadata_items", false, VersionRange.Open),
        ("maxImageMeta", "metadata_items", false, 38),
        ("maxPersonality", "injected_files", false, 56),
        ("maxPersonalitySize", "injected_file_content_bytes", false, 56),
        ("maxTotalCores", "cores", false, VersionRange.Open),
        ("maxTotalInstances", "instances", false, VersionRange.Open),
        ("maxTotalRAMSize", "ram", false, VersionRange.Open),
        ("maxTotalKeypairs", "key_pairs", false, VersionRange.Open),
        ("maxServerGroups", "server_groups", false, VersionRange.Open),
        ("maxServerGroupMembers", "server_group_members", false, VersionRange.Open),
        ("maxTotalFloatingIps", "floating_ips", false, 35),
        ("maxSecurityGroups", "security_groups", false, 35),
        ("maxSecurityGroupRules", "security_group_rules", false, 35),
        ("totalCoresUsed", "cores", true, VersionRange.Open),
        ("totalInstancesUsed", "instances", true, VersionRange.Open),
        ("totalRAMUsed", "ram", true, VersionRange.Open),
        ("totalServerGroupsUsed", "server_groups", true, VersionRange.Open),
        ("totalFloatingIpsUsed", "floating_ips", true, 35),
        ("totalSecurityGroupsUsed", "security_groups", true, 35),
    ];

    public void Map(IEndpointRouteBuilder routes) => api.Map(routes, HttpMethods.Get, "limits", Show);

    private Result<Reply> Show(ComputeRequest request)
    {
        var project = request.Query["tenant_id"].LastOrDefault() is { Length: > 0 } asked ? asked : request.Caller.ProjectId;
        if (!request.Require(project == request.Caller.ProjectId ? "limits" : "limits:other_project").TryGet(out _, out var error))
            return error;
        if (request.Version >= 57 && request.Query.Keys.FirstOrDefault(name => name is not "tenant_id" and not "reserved") is { } unknown)
            return NovaErrors.BadRequest($"Additional properties are not allowed ('{unknown}' was unexpected)");
        return Reply.Json(writer => Write(writer, request, project));
    }

    private void Write(Utf8JsonWriter writer, ComputeRequest request, string project)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("limits");
        writer.WriteStartArray("rate");
        writer.WriteEndArray();
        writer.WriteStartObject("absolute");
        foreach (var (name, quota, isUsed, until) in Absolute)
        {
            if (request.Version <= until)
                writer.WriteNumber(name, isUsed ? ComputeQuotas.InUse(request.State, project, quota) : quotas.Shown(request.State, project, null, quota));
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
