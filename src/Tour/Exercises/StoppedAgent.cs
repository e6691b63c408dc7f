using Naru.Lab;
using Naru.Lab.Cloud;
using Naru.Lab.Topology;
using Naru.Primitives;
using Naru.Tour.Running;

namespace Naru.Tour.Exercises;

/// <summary>The agent of a host has ended: packets still flow, and changes do not arrive.</summary>
internal sealed class StoppedAgent : Exercise
{
    private const string Host = "compute-2";
    private static readonly RulePlan Rule = RulePlan.TcpIn(CourseTopology.OtherPort);

    public override Said Title { get; } = new("A rule without effect", "효과 없는 규칙");

    public override Said Story { get; } = new(
        "vm2 is to serve port 8080 as well. The rule has just been added to its group 'app' (openstack security group rule list app), and yet vm1 gets no answer from vm2:8080. Everything that worked before still works.",
        "vm2가 8080번 포트도 열어야 합니다. 방금 보안 그룹 'app'에 규칙을 넣었는데도(openstack security group rule list app) vm1은 vm2:8080의 답을 받지 못합니다. 전에 되던 것은 모두 그대로 됩니다.");

    public override IReadOnlyList<Said> Hints { get; } =
    [
        new("naru walk vm1 vm2 --tcp 8080 says by its first lines what it doubts.", "naru walk vm1 vm2 --tcp 8080의 첫머리에 의심스러운 점이 나옵니다."),
        new("Who carries the rule from the server to the switch? openstack network agent list", "서버의 규칙을 스위치로 옮기는 것은 누구일까요? openstack network agent list"),
        new("'naru status' shows what runs, and 'naru up --empty' starts what does not.", "'naru status'로 무엇이 도는지 보고, 'naru up --empty'로 꺼진 것을 켭니다."),
    ];

    public override Said Solution { get; } = new(
        "The agent of compute-2 did not run. The switch goes on with the flows it has, and nobody writes new ones: naru up --empty",
        "compute-2의 에이전트가 멈춰 있었습니다. 스위치는 가진 플로대로 계속 움직이지만 새 플로를 써 줄 사람이 없습니다: naru up --empty");

    public override async Task<Result<Done>> BreakAsync(Workshop workshop, CancellationToken cancellation)
    {
        if (!workshop.State().TryGet(out var state, out var error))
            return error;
        if (state.Hosts.FirstOrDefault(host => host.Host.Name == Host) is { Agent: { IsAlive: true } agent })
            agent.Kill();
        return await workshop.Maker.RuleAsync(CourseTopology.AppGroup, Rule, cancellation);
    }

    public override Task<Result<Done>> CheckAsync(Workshop workshop, CancellationToken cancellation) =>
        PacketChecks.ServesAsync(workshop, "vm2", CourseTopology.OtherPort, "vm1", cancellation);

    public override async Task<Result<Done>> MendAsync(Workshop workshop, CancellationToken cancellation)
    {
        if (!workshop.State().TryGet(out var state, out var error)
            || !(await new LabServices(workshop.Directory).UpAsync(state, cancellation)).TryGet(out state, out error))
            return error;
        return (await CloudReadiness.WaitForAgentsAsync(workshop.Cloud, state, cancellation)).TryGet(out _, out error)
            ? await CloudReadiness.WaitForPortsAsync(workshop.Cloud, cancellation)
            : error;
    }

    public override async Task<Result<Done>> CleanUpAsync(Workshop workshop, CancellationToken cancellation) =>
        (await MendAsync(workshop, cancellation)).TryGet(out _, out var error)
            ? await workshop.Maker.RemoveRuleAsync(CourseTopology.AppGroup, Rule, cancellation)
            : error;
}
