using Naru.Network.NodeLink;
using Naru.NodeContract;

namespace Naru.Network;

/// <summary>Whatever is done to policies, a host that is told of what concerns it knows what one would find out from scratch.</summary>
public sealed class QosSequenceSpecs
{
    private static readonly string[] Types = ["bandwidth_limit", "packet_rate_limit", "dscp_marking", "minimum_bandwidth"];
    private static readonly string[] Directions = ["egress", "ingress"];
    private static readonly string[] Targets = ["ports/$bound", "networks/$internal"];

    private static readonly Gen<Step[]> AnySteps = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[0, 9], Gen.Bool,
        (what, type, direction, value, other) => new Step(what, Types[type], Directions[direction], value, other ? "$gold" : "$silver")).Array[1, 12];

    [Fact]
    public async Task Any_sequence_of_changes_is_told_to_the_host()
    {
        await using var cloud = await L3Cloud.StartAsync();
        await cloud.AddAsync("admin", "$gold", "qos/policies", "policy", "{}");
        await cloud.AddAsync("admin", "$silver", "qos/policies", "policy", "{}");
        await cloud.AddAsync("admin", "$bound", "ports", "port", $$"""{"network_id":"$internal","binding:host_id":"{{L3Cloud.NetworkHost}}"}""");
        var told = View(cloud);
        await AnySteps.SampleAsync(
            async steps =>
            {
                foreach (var step in steps)
                {
                    var before = cloud.State;
                    await TakeAsync(cloud, step);
                    if ((await cloud.ChangesSinceAsync(before)).Any(change => NodeNews.Touches(change, told, L3Cloud.NetworkHost)))
                        told = told.Apply(View(cloud).Since(told));
                    Assert.Equal(QosOf(View(cloud), cloud), QosOf(told, cloud));
                }
            },
            iter: 30, threads: 1);
    }

    private static NodeView View(L3Cloud cloud) => NodeViewBuilder.Build(cloud.State, L3Cloud.NetworkHost);

    private static NodeQos? QosOf(NodeView view, L3Cloud cloud) => view.Ports.Find(cloud.Fill("$bound"))?.Qos;

    // What is refused, such as a second rule of a type, is as good as not asked.
    private static async Task TakeAsync(L3Cloud cloud, Step step)
    {
        var rules = $"qos/policies/{step.Policy}/{step.Type}_rules";
        switch (step.What)
        {
            case 0:
                await cloud.SendAsync("admin", "POST", rules, Body(step));
                break;
            case 1 or 2:
                var (_, listed) = await cloud.SendAsync("admin", "GET", rules);
                foreach (var rule in listed.GetProperty($"{step.Type}_rules").EnumerateArray())
                {
                    var path = $"{rules}/{rule.GetProperty("id").GetString()}";
                    await cloud.SendAsync("admin", step.What == 1 ? "PUT" : "DELETE", path, step.What == 1 ? Body(step) : null);
                }
                break;
            default:
                var target = Targets[step.What - 3];
                var policy = step.Value < 3 ? "null" : $"\"{step.Policy}\"";
                await cloud.SendAsync("admin", "PUT", target, $$$"""{"{{{target[..target.IndexOf('/')].TrimEnd('s')}}}":{"qos_policy_id":{{{policy}}}}}""");
                break;
        }
    }

    private static string Body(Step step) => step.Type switch
    {
        "dscp_marking" => $$$"""{"dscp_marking_rule":{"dscp_mark":{{{8 + 2 * step.Value}}}}}""",
        "packet_rate_limit" => $$$"""{"packet_rate_limit_rule":{"max_kpps":{{{step.Value}}},"direction":"{{{step.Direction}}}"}}""",
        "minimum_bandwidth" => $$$"""{"minimum_bandwidth_rule":{"min_kbps":{{{step.Value}}},"direction":"{{{step.Direction}}}"}}""",
        _ => $$$"""{"bandwidth_limit_rule":{"max_kbps":{{{step.Value}}},"max_burst_kbps":{{{step.Value / 2}}},"direction":"{{{step.Direction}}}"}}""",
    };

    private sealed record Step(int What, string Type, string Direction, int Value, string Policy);
}
