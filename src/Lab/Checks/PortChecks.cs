using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Lab.Topology;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>What the owner of a port may allow it beside its own addresses.</summary>
public static class PortChecks
{
    private const string SharedAddress = "192.168.50.240";
    private const string ForeignAddress = "192.168.50.250";

    public static readonly Check AllowedAddress = new("an allowed address that two ports share is reached on one host, and then on the other", AllowedAddressAsync) { RunsAlone = true };

    public static readonly Check Unfiltered = new("a port without port security sends what it likes", UnfilteredAsync) { RunsAlone = true };

    // As keepalived does it: the address, and announcements of it.
    private const string Take = """
        ip address replace "$ADDRESS/32" dev eth0
        busybox arping -q -U -c 3 -w 3 -I eth0 -s "$ADDRESS" "$ADDRESS" || true
        """;

    private const string Release = "ip address delete \"$ADDRESS/32\" dev eth0 2>/dev/null || true";

    private const string PingFromForeignAddress = """
        trap 'ip address delete "$ADDRESS/32" dev lo' EXIT
        ip address add "$ADDRESS/32" dev lo
        ping -n -c 3 -i 0.3 -W 1 -I "$ADDRESS" "$TARGET" || true
        """;

    private static async Task<Result<string>> AllowedAddressAsync(Scene scene, CancellationToken cancellation)
    {
        var variables = new Dictionary<string, string> { ["ADDRESS"] = SharedAddress };
        var holders = (IReadOnlyList<(Probe Probe, InstanceState Instance)>)[(scene.Vm1, scene.Course.Vm1), (scene.Vm2, scene.Course.Vm2)];
        try
        {
            foreach (var (_, instance) in holders)
            {
                var pairs = new JsonArray(new JsonObject { ["ip_address"] = SharedAddress });
                if (!(await UpdateAsync(scene, instance, new JsonObject { ["allowed_address_pairs"] = pairs }, cancellation)).TryGet(out _, out var refused))
                    return refused;
            }
            // From another network, so that the router has to know where it is; the agents are told after the answer.
            foreach (var (probe, instance) in holders)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
                await probe.ScriptAsync(Take, variables, cancellation);
                if (!await scene.Vm3.ComesToAnswerAsync(SharedAddress, cancellation))
                    return Check.Failed($"{SharedAddress} on {instance.Name} does not answer vm3");
                await probe.ScriptAsync(Release, variables, cancellation);
            }
            return $"vm3 reached {SharedAddress} on vm1, and after it moved on vm2";
        }
        finally
        {
            foreach (var (probe, instance) in holders)
            {
                await probe.ScriptAsync(Release, variables, CancellationToken.None);
                await UpdateAsync(scene, instance, new JsonObject { ["allowed_address_pairs"] = new JsonArray() }, CancellationToken.None);
            }
        }
    }

    private static async Task<Result<string>> UnfilteredAsync(Scene scene, CancellationToken cancellation)
    {
        var target = scene.AddressOf(scene.Course.Vm2);
        return await WithoutSecurityAsync(scene, async () =>
        {
            await using var arrived = await scene.Vm2.CaptureAsync("eth0", $"icmp and src {ForeignAddress}", cancellation);
            var variables = new Dictionary<string, string> { ["ADDRESS"] = ForeignAddress, ["TARGET"] = target };
            for (var end = DateTime.UtcNow + Probe.Patience; arrived.Lines.Count == 0 && DateTime.UtcNow < end;)
                await scene.Vm4.ScriptAsync(PingFromForeignAddress, variables, cancellation);
            return arrived.Lines.Count > 0
                ? $"vm2 got packets of vm4 as {ForeignAddress}"
                : Check.Failed($"no packet of vm4 as {ForeignAddress} came to vm2");
        }, cancellation);
    }

    /// <summary>Tries something while vm4 may send and receive all there is.</summary>
    internal static async Task<Result<string>> WithoutSecurityAsync(Scene scene, Func<Task<Result<string>>> tryAsync, CancellationToken cancellation)
    {
        var groups = await scene.Cloud.FindAsync(CloudResources.SecurityGroups, CourseTopology.WebGroup, cancellation);
        var instance = scene.Course.Vm4 ?? throw new InvalidOperationException("The topology is not full.");
        var off = new JsonObject { ["port_security_enabled"] = false, ["security_groups"] = new JsonArray() };
        if (!(await UpdateAsync(scene, instance, off, cancellation)).TryGet(out _, out var refused))
            return refused;
        try
        {
            return await tryAsync();
        }
        finally
        {
            var on = new JsonObject { ["port_security_enabled"] = true, ["security_groups"] = new JsonArray((JsonNode)groups.Unwrap().Id) };
            await UpdateAsync(scene, instance, on, CancellationToken.None);
        }
    }

    private static Task<Result<CloudPort>> UpdateAsync(Scene scene, InstanceState instance, JsonObject values, CancellationToken cancellation) =>
        scene.Cloud.UpdateAsync(CloudResources.Ports, instance.Port.Id, values, cancellation);
}
