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

    public static readonly Check Unset = new("after 'floating ip unset' the old address stops answering at once", UnsetAsync);

    private static async Task<Result<string>> ReachedAsync(Scene scene, CancellationToken cancellation)
    {
        var floating = scene.Course.FloatingIp.FloatingIpAddress;
        await using var web = await scene.Vm1.ServeAsync(CourseTopology.WebPort, cancellation);
        if (!await scene.Outside.PingsAsync(floating, cancellation))
            return Check.Failed($"{floating} does not answer a ping");
        var page = await scene.Outside.FetchAsync(floating, CourseTopology.WebPort, WebResponder.SeenPath, cancellation);
        if (!page.Succeeded)
            return Check.Failed($"{floating}:{CourseTopology.WebPort} does not answer: {page.LastWords}");
        var seen = await SeenOutsideAsync(scene, cancellation);
        return seen == floating
            ? $"{floating} answers ping and port {CourseTopology.WebPort}"
            : Check.Failed($"the outside sees vm1 as '{seen}', expected {floating}");
    }

    private static async Task<Result<string>> UnsetAsync(Scene scene, CancellationToken cancellation)
    {
        var floating = scene.Course.FloatingIp;
        var answered = await scene.Outside.PingsAsync(floating.FloatingIpAddress, cancellation);
        if (!(await AssociateAsync(scene, null, cancellation)).TryGet(out _, out var refused))
            return refused;
        try
        {
            if (!answered)
                return Check.Failed($"the control failed: {floating.FloatingIpAddress} did not answer before");
            if (await SilentAfterAsync(scene, floating.FloatingIpAddress, cancellation) is not { } silence)
                return Check.Failed($"{floating.FloatingIpAddress} still answers after {AtOnce.TotalSeconds:0} s");
            var seen = await SeenOutsideAsync(scene, cancellation);
            return seen == scene.GatewayAddress
                ? $"silent {silence.TotalMilliseconds:0} ms after the answer; vm1 now goes out as {seen}"
                : Check.Failed($"the outside sees vm1 as '{seen}', expected the router's {scene.GatewayAddress}");
        }
        finally
        {
            await AssociateAsync(scene, floating.PortId, cancellation);
        }
    }

    private static Task<Result<CloudFloatingIp>> AssociateAsync(Scene scene, string? port, CancellationToken cancellation) =>
        scene.Cloud.UpdateAsync(CloudResources.FloatingIps, scene.Course.FloatingIp.Id, new JsonObject { ["port_id"] = port }, cancellation);

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

    private static async Task<string> SeenOutsideAsync(Scene scene, CancellationToken cancellation)
    {
        await using var web = await scene.Outside.ServeAsync(CourseTopology.WebPort, cancellation);
        var answer = await scene.Vm1.FetchAsync(OutsideWorld.InternetAddress, CourseTopology.WebPort, WebResponder.SeenPath, cancellation);
        return answer.Output.Trim();
    }
}
