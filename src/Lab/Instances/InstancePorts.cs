using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Primitives;

namespace Naru.Lab.Instances;

/// <summary>Makes and binds the ports of instances as the Compute service would.</summary>
internal sealed class InstancePorts(CloudClient cloud)
{
    private const string DeviceOwner = "compute:nova";

    public async Task<Result<CloudPort>> CreateAsync(InstanceRequest request, CancellationToken cancellation)
    {
        if (request.Network is null)
            return Error.Invalid($"The instance '{request.Name}' needs a network or a port: give --network or --port.");
        if (!(await cloud.FindAsync(CloudResources.Networks, request.Network, cancellation)).TryGet(out var network, out var error))
            return error;
        var values = Binding(request);
        values["name"] = request.Name;
        values["network_id"] = network.Id;
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

    public async Task<Result<CloudPort>> BindAsync(string nameOrId, InstanceRequest request, CancellationToken cancellation)
    {
        if (!(await cloud.FindAsync(CloudResources.Ports, nameOrId, cancellation)).TryGet(out var port, out var error))
            return error;
        return await cloud.UpdateAsync(CloudResources.Ports, port.Id, Binding(request), cancellation);
    }

    /// <summary>The port belongs to no instance any more; that it is gone already is no failure.</summary>
    public async Task<Result<Done>> UnbindAsync(string id, CancellationToken cancellation)
    {
        var values = new JsonObject { ["device_owner"] = "", ["device_id"] = "", ["binding:host_id"] = "", ["dns_name"] = "" };
        var answer = await cloud.UpdateAsync(CloudResources.Ports, id, values, cancellation);
        return answer.Succeeded || answer.Error.Kind is ErrorKind.NotFound ? Done.Ok : answer.Error;
    }

    private static JsonObject Binding(InstanceRequest request) => new()
    {
        ["device_owner"] = DeviceOwner,
        ["device_id"] = Guid.NewGuid().ToString(),
        ["binding:host_id"] = request.Host,
        // Its host name, so that the others of its network find it by name.
        ["dns_name"] = request.Name.ToLowerInvariant(),
    };
}
