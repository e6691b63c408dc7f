using System.Diagnostics;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Topology;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>The address outside that belongs to one instance.</summary>
public static class FloatingIpChecks
{
    // The agent is told after the answer to the request; what is more than this is not "at once".
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    public static readonly Check Reached = new("the outside reaches vm1 by its floating IP, and vm1 goes out with it", ReachedAsync);

    public static readonly Check Unset = new("after 'floating ip unset' the old address stops answering at once", UnsetAsync) { RunsAlone = true };

    private static async Task<Result<string>> ReachedAsync(Scene scene, CancellationToken cancellation)
    {
        var floating = scene.Course.FloatingIp.FloatingIpAddress;
        if (!await scene.Outside.PingsAsync(floating, cancellation))
            return Check.Failed($"{floating} does not answer a ping");
        var page = await scene.Outside.FetchAsync(floating, CourseTopology.WebPort, WebResponder.SeenPath, cancellation);
        if (!page.Succeeded)
            return Check.Failed($"{floating}:{CourseTopology.WebPort} does not answer: {page.LastWords}");
        var seen = await SeenOutsideAsync(scene, scene.Vm1, cancellation);
        return seen == floating
            ? $"{floating} answers ping and port {CourseTopology.WebPort}"
            : Check.Failed($"the outside sees vm1 as '{seen}', expected {floating}");
    }

    // A floating IP of its own, so that the check leaves those of the topology as they are.
    private static async Task<Result<string>> UnsetAsync(Scene scene, CancellationToken cancellation)
    {
        var values = new JsonObject
        {
            ["floating_network_id"] = scene.Course.Router.ExternalGatewayInfo?.NetworkId,
            ["port_id"] = scene.Course.Vm2.Port.Id,
        };
        if (!(await scene.Cloud.CreateAsync(CloudResources.FloatingIps, values, cancellation)).TryGet(out var floating, out var refused))
            return refused;
        try
        {
            return await UnsetAsync(scene, floating, cancellation);
        }
        finally
        {
            await scene.Cloud.DeleteAsync(CloudResources.FloatingIps, floating.Id, CancellationToken.None);
        }
    }

    private static async Task<Result<string>> UnsetAsync(Scene scene, CloudFloatingIp floating, CancellationToken cancellation)
    {
        var address = floating.FloatingIpAddress;
        if (!await scene.Outside.ComesToAnswerAsync(address, cancellation))
            return Check.Failed($"the control failed: {address} did not answer before");
        var unset = new JsonObject { ["port_id"] = null };
        if (!(await scene.Cloud.UpdateAsync(CloudResources.FloatingIps, floating.Id, unset, cancellation)).TryGet(out _, out var refused))
            return refused;
        if (await SilentAfterAsync(scene, address, cancellation) is not { } silence)
            return Check.Failed($"{address} still answers after {AtOnce.TotalSeconds:0} s");
        var seen = await SeenOutsideAsync(scene, scene.Vm2, cancellation);
        return seen == scene.GatewayAddress
            ? $"{address} of vm2 was silent {silence.TotalMilliseconds:0} ms after the answer; vm2 goes out as {seen} again"
            : Check.Failed($"the outside sees vm2 as '{seen}', expected the router's {scene.GatewayAddress}");
    }

    /// <summary>How long the address still answered; null when it did not stop.</summary>
    private static async Task<TimeSpan?> SilentAfterAsync(Scene scene, string address, CancellationToken cancellation)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < AtOnce;)
        {
            var asked = watch.Elapsed;
            if (!(await scene.Outside.RunAsync(["ping", "-n", "-c", "1", "-W", "1", address], cancellation)).Succeeded)
                return asked;
        }
        return null;
    }

    private static async Task<string> SeenOutsideAsync(Scene scene, Probe instance, CancellationToken cancellation)
    {
        var answer = await instance.FetchAsync(OutsideWorld.InternetAddress, CourseTopology.WebPort, WebResponder.SeenPath, cancellation);
        return answer.Output.Trim();
    }
}
