using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Topology;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>One port of a floating IP that leads to one port of an instance.</summary>
public static class ForwardingChecks
{
    private const int ExternalPort = 8022;

    public static readonly Check Forwarded = new("the outside reaches a port of vm4 by a port forwarding", ForwardedAsync) { RunsAlone = true };

    private static async Task<Result<string>> ForwardedAsync(Scene scene, CancellationToken cancellation)
    {
        var network = new JsonObject { ["floating_network_id"] = scene.Course.Router.ExternalGatewayInfo?.NetworkId };
        if (!(await scene.Cloud.CreateAsync(CloudResources.FloatingIps, network, cancellation)).TryGet(out var floating, out var refused))
            return refused;
        string? forwarding = null;
        try
        {
            var instance = scene.Course.Vm4 ?? throw new InvalidOperationException("The topology is not full.");
            var body = new JsonObject
            {
                ["port_forwarding"] = new JsonObject
                {
                    ["protocol"] = "tcp",
                    ["external_port"] = ExternalPort,
                    ["internal_port"] = CourseTopology.WebPort,
                    ["internal_ip_address"] = scene.AddressOf(instance),
                    ["internal_port_id"] = instance.Port.Id,
                },
            };
            var made = await scene.Cloud.AskAsync(HttpMethod.Post, $"floatingips/{floating.Id}/port_forwardings", body, cancellation);
            if (!made.TryGet(out var document, out refused))
                return refused;
            using (document)
                forwarding = document.RootElement.GetProperty("port_forwarding").GetProperty("id").GetString();
            await using var server = await scene.Vm4.ServeAsync(CourseTopology.WebPort, cancellation);
            for (var end = DateTime.UtcNow + Probe.Patience; DateTime.UtcNow < end; await Task.Delay(200, cancellation))
            {
                var page = await scene.Outside.FetchAsync(floating.FloatingIpAddress, ExternalPort, WebResponder.SeenPath, cancellation);
                if (page.Succeeded)
                    return $"{floating.FloatingIpAddress}:{ExternalPort} is vm4:{CourseTopology.WebPort}";
            }
            return Check.Failed($"{floating.FloatingIpAddress}:{ExternalPort} does not answer");
        }
        finally
        {
            // An address with forwarded ports is in use.
            if (forwarding is not null)
                await scene.Cloud.RemoveAsync($"floatingips/{floating.Id}/port_forwardings/{forwarding}", CancellationToken.None);
            await scene.Cloud.DeleteAsync(CloudResources.FloatingIps, floating.Id, CancellationToken.None);
        }
    }
}
