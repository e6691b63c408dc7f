using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Primitives;

namespace Naru.Lab.Instances;

/// <summary>Makes the ports of instances; the Compute service binds them to its hosts.</summary>
internal sealed class InstancePorts(CloudClient cloud)
{
    public async Task<Result<CloudPort>> CreateAsync(InstanceRequest request, CancellationToken cancellation)
    {
        if (request.Network is null)
            return Error.Invalid($"The instance '{request.Name}' needs a network or a port: give --network or --port.");
        if (!(await cloud.FindAsync(CloudResources.Networks, request.Network, cancellation)).TryGet(out var network, out var error))
            return error;
        var values = new JsonObject
        {
            ["name"] = request.Name,
            ["network_id"] = network.Id,
            // Its host name, so that the others of its network find it by name.
            ["dns_name"] = request.Name.ToLowerInvariant(),
        };
        if (request.SecurityGroups.Count > 0)
        {
            var groups = new JsonArray();
            foreach (var name in request.SecurityGroups)
            {
                if (!(await cloud.FindAsync(CloudResources.SecurityGroups, name, cancellation)).TryGet(out var group, out error))
                    return error;
                groups.Add((JsonNode)group.Id);
            }
            values["security_groups"] = groups;
        }
        return await cloud.CreateAsync(CloudResources.Ports, values, cancellation);
    }
}
