using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Topology;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>What a policy lets a port send and receive, measured by iperf3.</summary>
/// <remarks>Rates are far below what the machine can do when it is busy; the first burst is not counted.</remarks>
public static class RateChecks
{
    private const int EgressKilobits = 4000;
    private const int IngressKilobits = 8000;
    private const double Tolerance = 0.1;
    private const int Attempts = 3;

    /// <summary>In a full-size packet: IPv4, TCP and its timestamps.</summary>
    private const int InnerHeaders = 52;
    private const int EthernetHeader = 14;

    public static readonly Check Limited = new("vm2 sends and receives what its policy lets it, within 10 %", LimitedAsync) { RunsAlone = true };

    private static async Task<Result<string>> LimitedAsync(Scene scene, CancellationToken cancellation)
    {
        if (!(await MakePolicyAsync(scene, cancellation)).TryGet(out var policy, out var refused))
            return refused;
        try
        {
            if (!(await SetAsync(scene, policy, cancellation)).TryGet(out _, out refused))
                return refused;
            // The switch has it a moment after the answer.
            await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
            var sent = await MeasureAsync(scene, EgressKilobits, cancellation);
            var received = await MeasureAsync(scene, IngressKilobits, cancellation, "-R");
            var seen = $"{sent:0} of {EgressKilobits} kbit/s out, {received:0} of {IngressKilobits} in";
            return IsNear(sent, EgressKilobits) && IsNear(received, IngressKilobits) ? seen : Check.Failed(seen);
        }
        finally
        {
            await SetAsync(scene, null, CancellationToken.None);
            await scene.Cloud.DeleteAsync(CloudResources.QosPolicies, policy, CancellationToken.None);
        }
    }

    private static bool IsNear(double measured, int wanted) => Math.Abs(measured - wanted) <= Tolerance * wanted;

    // Once more where it is too little: other work on the machine shows as that, while a limit that is not obeyed shows every time.
    private static async Task<double> MeasureAsync(Scene scene, int wanted, CancellationToken cancellation, params string[] options)
    {
        var measured = 0.0;
        for (var attempt = 0; attempt < Attempts && !IsNear(measured, wanted); attempt++)
            measured = await MeasureAsync(scene, cancellation, options);
        return measured;
    }

    /// <summary>In kbit/s of frames, which is what a policy counts.</summary>
    private static async Task<double> MeasureAsync(Scene scene, CancellationToken cancellation, params string[] options)
    {
        var instance = scene.Course.Vm4 ?? throw new InvalidOperationException("The topology is not full.");
        var port = $"{CourseTopology.WebPort}";
        var serving = scene.Vm4.RunAsync(["timeout", "20", "iperf3", "-s", "-1", "-p", port], cancellation);
        await Task.Delay(500, cancellation);
        var client = await scene.Vm2.RunAsync(
            ["timeout", "18", "iperf3", "-J", "-c", scene.AddressOf(instance), "-p", port, "-t", "6", "-O", "2", "--connect-timeout", "3000", .. options], cancellation);
        await serving;
        if (!client.Succeeded)
            return 0;
        using var document = JsonDocument.Parse(client.Output);
        var mtu = instance.Port.Mtu;
        var payload = document.RootElement.GetProperty("end").GetProperty("sum_received").GetProperty("bits_per_second").GetDouble();
        return payload / 1000 * (mtu + EthernetHeader) / (mtu - InnerHeaders);
    }

    private static async Task<Result<string>> MakePolicyAsync(Scene scene, CancellationToken cancellation)
    {
        var made = await scene.Cloud.CreateAsync(CloudResources.QosPolicies, new JsonObject { ["name"] = "scenario" }, cancellation);
        if (!made.TryGet(out var policy, out var error))
            return error;
        foreach (var (direction, rate) in ((string, int)[])[("egress", EgressKilobits), ("ingress", IngressKilobits)])
        {
            var rule = new JsonObject { ["bandwidth_limit_rule"] = new JsonObject { ["max_kbps"] = rate, ["direction"] = direction } };
            if (!(await scene.Cloud.AskAsync(HttpMethod.Post, $"qos/policies/{policy.Id}/bandwidth_limit_rules", rule, cancellation)).TryGet(out var added, out error))
                return error;
            added.Dispose();
        }
        return policy.Id;
    }

    private static Task<Result<CloudPort>> SetAsync(Scene scene, string? policy, CancellationToken cancellation) =>
        scene.Cloud.UpdateAsync(CloudResources.Ports, scene.Course.Vm2.Port.Id, new JsonObject { ["qos_policy_id"] = policy }, cancellation);
}
