using System.Globalization;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Lab.Processes;
using Naru.Lab.Topology;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>An instance that is in two networks by one card: its parent port is in <c>backend</c>, and with a tag it is in <c>internal</c>.</summary>
public static class TrunkChecks
{
    private const string Name = "trunk";
    private const int Vlan = 100;
    private const int OtherVlan = 101;
    private const string ForeignMac = "02:00:00:00:0b:ad";

    public static readonly Check Carried = new("a subport of a trunk speaks in its network by its tag, and neither by another nor as somebody else", CarriedAsync) { RunsAlone = true };

    /// <summary>Where hosts have Linux bridges.</summary>
    public static readonly Check Refused = new("a trunk is not bound on a host with Linux bridges, and its port says why", RefusedAsync) { RunsAlone = true };

    private static Task<Result<string>> CarriedAsync(Scene scene, CancellationToken cancellation) => WithTrunkAsync(scene, async (parent, sub) =>
    {
        var instances = new LabInstances(scene.Directory, scene.Cloud);
        if (!(await instances.StartAsync(new InstanceRequest(Name, scene.Course.Vm1.Host) { Port = parent.Id }, cancellation)).TryGet(out var instance, out var error))
            return error;
        try
        {
            return (await instances.WaitAsync(instance, cancellation)).TryGet(out _, out error)
                ? await SpeakAsync(scene, new Probe(InstanceShells.Beside(scene.Directory, instance).Unwrap()), sub, cancellation)
                : error;
        }
        finally
        {
            await instances.RemoveAsync(Name, CancellationToken.None);
        }
    }, cancellation);

    private static async Task<Result<string>> SpeakAsync(Scene scene, Probe speaker, CloudPort sub, CancellationToken cancellation)
    {
        await using var own = await speaker.CaptureAsync("eth0", "arp or icmp or vlan", cancellation);
        await using var arrived = await scene.Vm2.CaptureAsync("eth0", "icmp", cancellation);
        ushort sequence = 0;
        if (!await IsAnsweredAsync())
            return Check.Failed($"nothing answered vm2's neighbour by the tag {Vlan}: {Last(own)}");

        var forged = (WrongTag: await SendAsync(OtherVlan, sub.MacAddress), WrongMac: await SendAsync(Vlan, ForeignMac));
        if (!await own.SeesAsync(line => IsPing(line, forged.WrongMac), Probe.Patience, cancellation))
            return Check.Failed("the control failed: the instance did not send what it forged");
        // An honest ping afterwards arrives behind whatever of the forged ones would have come.
        if (!await IsAnsweredAsync())
            return Check.Failed("the subport is not answered any more after packets were forged");
        return arrived.Lines.FirstOrDefault(line => IsPing(line, forged.WrongTag) || IsPing(line, forged.WrongMac)) is { } came
            ? Check.Failed($"this came to vm2: {came}")
            : $"vm2 answered {AddressOf(sub)} with the tag {Vlan}; what had the tag {OtherVlan} or the MAC {ForeignMac} did not come";

        // The port is ACTIVE a moment before the switch has all of it.
        async Task<bool> IsAnsweredAsync()
        {
            for (var end = DateTime.UtcNow + Probe.StartPatience; DateTime.UtcNow < end;)
            {
                var sent = await SendAsync(Vlan, sub.MacAddress);
                if (await own.SeesAsync(line => line.Contains($"vlan {Vlan}") && line.Contains("echo reply") && line.Contains($"seq {sent},"), TimeSpan.FromSeconds(1), cancellation))
                    return true;
            }
            return false;
        }

        async Task<ushort> SendAsync(int vlan, string mac)
        {
            await speaker.RunAsync(
                [
                    Daemon.Naru, "lab", "tagged-ping", "--device", "eth0", "--vlan", vlan.ToString(CultureInfo.InvariantCulture),
                    "--mac", mac, "--address", AddressOf(sub), "--target-mac", scene.Course.Vm2.Port.MacAddress,
                    "--target", scene.AddressOf(scene.Course.Vm2), "--sequence", (++sequence).ToString(CultureInfo.InvariantCulture),
                ],
                cancellation);
            return sequence;
        }
    }

    private static Task<Result<string>> RefusedAsync(Scene scene, CancellationToken cancellation) => WithTrunkAsync(scene, async (parent, _) =>
    {
        var host = new JsonObject { ["binding:host_id"] = scene.Course.Vm1.Host };
        if (!(await scene.Cloud.UpdateAsync(CloudResources.Ports, parent.Id, host, cancellation)).TryGet(out var bound, out var error))
            return error;
        // The trunk of a bound port is in use.
        var freed = await scene.Cloud.UpdateAsync(CloudResources.Ports, parent.Id, new JsonObject { ["binding:host_id"] = "" }, CancellationToken.None);
        if (!freed.Succeeded)
            return freed.Error;
        return bound is { HasFailedBinding: true, BindingFailure: { } reason } ? reason : Check.Failed($"the port's vif_type is {bound.VifType}");
    }, cancellation);

    private static async Task<Result<string>> WithTrunkAsync(
        Scene scene, Func<CloudPort, CloudPort, Task<Result<string>>> check, CancellationToken cancellation)
    {
        if (!(await PortAsync(scene, CourseTopology.Backend, cancellation)).TryGet(out var parent, out var error))
            return error;
        try
        {
            if (!(await PortAsync(scene, CourseTopology.Internal, cancellation)).TryGet(out var sub, out error))
                return error;
            try
            {
                return await WithTrunkAsync(scene, parent, sub, check, cancellation);
            }
            finally
            {
                await scene.Cloud.DeleteAsync(CloudResources.Ports, sub.Id, CancellationToken.None);
            }
        }
        finally
        {
            await scene.Cloud.DeleteAsync(CloudResources.Ports, parent.Id, CancellationToken.None);
        }
    }

    private static async Task<Result<string>> WithTrunkAsync(
        Scene scene, CloudPort parent, CloudPort sub, Func<CloudPort, CloudPort, Task<Result<string>>> check, CancellationToken cancellation)
    {
        var values = new JsonObject
        {
            ["port_id"] = parent.Id,
            ["sub_ports"] = new JsonArray(new JsonObject { ["port_id"] = sub.Id, ["segmentation_type"] = "vlan", ["segmentation_id"] = Vlan }),
        };
        if (!(await scene.Cloud.CreateAsync(CloudResources.Trunks, values, cancellation)).TryGet(out var trunk, out var error))
            return error;
        Result<string> outcome;
        Result<Done> removed;
        try
        {
            outcome = await check(parent, sub);
        }
        finally
        {
            removed = await scene.Cloud.DeleteAsync(CloudResources.Trunks, trunk.Id, CancellationToken.None);
        }
        return outcome.Succeeded && !removed.Succeeded ? removed.Error : outcome;
    }

    private static async Task<Result<CloudPort>> PortAsync(Scene scene, NetworkPlan plan, CancellationToken cancellation) =>
        (await scene.Cloud.FindAsync(CloudResources.Networks, plan.Name, cancellation)).TryGet(out var network, out var error)
            ? await scene.Cloud.CreateAsync(CloudResources.Ports, new JsonObject { ["network_id"] = network.Id }, cancellation)
            : error;

    private static string AddressOf(CloudPort port) => port.FixedIps.Select(ip => ip.IpAddress).First(address => !address.Contains(':'));

    private static bool IsPing(string line, ushort sequence) => line.Contains("echo request") && line.Contains($"seq {sequence},");

    private static string Last(BackgroundTool capture) => capture.Lines.LastOrDefault() ?? "no frame at all";
}
