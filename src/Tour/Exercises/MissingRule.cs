using Naru.Lab.Topology;
using Naru.Primitives;
using Naru.Tour.Running;

namespace Naru.Tour.Exercises;

/// <summary>The group of vm1 lacks the rule that lets the web in.</summary>
internal sealed class MissingRule : Exercise
{
    private static readonly RulePlan Rule = RulePlan.TcpIn(CourseTopology.WebPort);

    public override Said Title { get; } = new("Silence on port 80", "80번 포트의 침묵");

    public override Said Story { get; } = new(
        "vm1 serves a web page on port 80. vm2 used to read it; now its connections run into silence. A ping still answers.",
        "vm1은 80번 포트로 웹 페이지를 보여 줍니다. vm2가 잘 읽던 것인데 이제 아무 대답이 없습니다. 핑에는 답합니다.");

    public override IReadOnlyList<Said> Hints { get; } =
    [
        new("Ping passes and TCP does not: the way is right, somebody on it looks at ports.", "핑은 되고 TCP는 안 됩니다. 길은 맞고, 누군가 포트를 가려 받고 있습니다."),
        new("naru walk vm2 vm1 --tcp 80", "naru walk vm2 vm1 --tcp 80"),
        new("openstack security group rule list web", "openstack security group rule list web"),
    ];

    public override Said Solution { get; } = new(
        "The group 'web' had lost its rule: openstack security group rule create web --protocol tcp --dst-port 80",
        "보안 그룹 'web'의 규칙이 없어졌습니다: openstack security group rule create web --protocol tcp --dst-port 80");

    public override Task<Result<Done>> BreakAsync(Workshop workshop, CancellationToken cancellation) =>
        workshop.Maker.RemoveRuleAsync(CourseTopology.WebGroup, Rule, cancellation);

    public override Task<Result<Done>> CheckAsync(Workshop workshop, CancellationToken cancellation) =>
        PacketChecks.ServesAsync(workshop, "vm1", CourseTopology.WebPort, "vm2", cancellation);

    public override Task<Result<Done>> MendAsync(Workshop workshop, CancellationToken cancellation) =>
        workshop.Maker.RuleAsync(CourseTopology.WebGroup, Rule, cancellation);
}
