using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Lab.Topology;
using Naru.Primitives;
using Naru.Tour.Running;
using Naru.Tour.Steps;
using Naru.Walk.Told;

namespace Naru.Tour.Chapters;

/// <summary>A distributed router: what it spares the network host.</summary>
internal static class Distributed
{
    private const string Router = "spread";
    private static readonly NetworkPlan Left = new("left", "192.168.71.0/24");
    private static readonly NetworkPlan Right = new("right", "192.168.72.0/24");
    private static readonly InstanceRequest Lefty = new("lefty", "compute-1") { Network = Left.Name, SecurityGroups = [CourseTopology.WebGroup] };
    private static readonly InstanceRequest Righty = new("righty", "compute-2") { Network = Right.Name, SecurityGroups = [CourseTopology.WebGroup] };

    public static readonly Chapter Chapter = new(
        "dvr",
        new("The distributed router", "분산 라우터(DVR)"),
        [
            new Reading(
                new("The trouble with one router", "라우터가 하나일 때의 문제"),
                new(
                    """
                    You have seen it: whatever goes from a network to another, or outside, passes the network host, also between instances of the same host.
                    That host becomes the bottleneck. A distributed virtual router (DVR) stands on every compute host that has one of its instances: these talk directly,
                    and those with a floating IP go out by their own host. With the driver openvswitch one has to ask for it; OVN does it always.
                    """,
                    """
                    앞에서 보았듯이 다른 네트워크나 외부로 가는 것은 모두 네트워크 노드를 지납니다. 같은 호스트에 있는 인스턴스끼리도 그렇습니다. 그래서 네트워크 노드의 부담이 커집니다.
                    DVR(Distributed Virtual Router)을 쓰면 인스턴스가 있는 컴퓨트 노드마다 라우터가 있어, 인스턴스끼리 바로 주고받고 Floating IP가 있으면 각 컴퓨트 노드에서
                    외부로 바로 나갑니다. OVS 방식에서는 따로 설정해야 하고, OVN 방식에서는 기본입니다.
                    """)),
            new ByApi(
                new("A distributed router between two networks", "두 네트워크 사이의 분산 라우터"),
                new("An instance on each compute host, in networks of their own.", "컴퓨트 노드마다 인스턴스를 하나씩, 서로 다른 네트워크에 만듭니다."),
                [
                    "openstack network create left; openstack subnet create left-subnet --network left --subnet-range 192.168.71.0/24",
                    "openstack network create right; openstack subnet create right-subnet --network right --subnet-range 192.168.72.0/24",
                    "openstack router create spread --distributed --external-gateway external",
                    "openstack router add subnet spread left-subnet; openstack router add subnet spread right-subnet",
                    "naru lab instance add lefty --network left --host compute-1 --security-group web",
                    "naru lab instance add righty --network right --host compute-2 --security-group web",
                    "openstack floating ip create external --port lefty",
                ],
                MakeAsync),
            new OnHost(
                new("What a compute host has now", "컴퓨트 노드에 생긴 것"),
                new("The router is here, too.", "라우터가 여기에도 있습니다."),
                "compute-1",
                [new("ip netns list") { Shows = "qrouter-{router:spread}" }, new("ip netns list") { Shows = "fip-" }])
            {
                Afterwards = new(
                    "qrouter-… has the same addresses on every host; flows keep them apart. fip-… is the way of the floating IPs to br-ex of this host.",
                    "qrouter-…는 어느 호스트에서나 주소가 같고, 플로가 서로 섞이지 않게 합니다. fip-…는 이 호스트의 br-ex로 나가는 Floating IP의 길입니다."),
            },
            new OnHost(
                new("What the network host keeps", "네트워크 노드에 남는 것"),
                new("Who has no floating IP still goes out by here.", "Floating IP가 없으면 여전히 이곳을 지나 나갑니다."),
                LabHost.NetworkName,
                [new("ip netns list") { Shows = "snat-{router:spread}" }]),
            new Following(
                new("Between the two, without the network host", "네트워크 노드를 지나지 않는 길"),
                new("The router of compute-1 sends the packet on; look for the network host.", "compute-1의 라우터가 바로 전달합니다. 네트워크 노드가 나오는지 찾아보세요."),
                Lefty.Name, Righty.Name,
                [HopKind.Instance, HopKind.LinuxBridge, HopKind.IntegrationBridge, HopKind.Router, HopKind.IntegrationBridge, HopKind.TunnelBridge, HopKind.Underlay, HopKind.TunnelBridge, HopKind.IntegrationBridge, HopKind.Instance])
            {
                Avoids = [LabHost.NetworkName],
            },
            new Following(
                new("Out by its own host", "자기 호스트에서 바로 외부로"),
                new("lefty has a floating IP, so it leaves by eth1 of compute-1.", "lefty는 Floating IP가 있으므로 compute-1의 eth1로 나갑니다."),
                Lefty.Name, OutsideWorld.InternetAddress,
                [HopKind.Instance, HopKind.LinuxBridge, HopKind.IntegrationBridge, HopKind.Router, HopKind.Router, HopKind.ProviderBridge, HopKind.Outside])
            {
                Avoids = [LabHost.NetworkName],
            },
            new ByApi(
                new("Taking it away", "정리하기"),
                new("The next chapters do not need it.", "다음 장에서는 필요하지 않습니다."),
                ["naru lab instance remove lefty; naru lab instance remove righty", "openstack router delete spread; openstack network delete left right"],
                TakeAwayAsync),
        ])
    {
        Needs = Setting.Topology,
        Cleaning = (workshop, cancellation) => TakeAwayAsync(workshop.Maker, cancellation),
    };

    private static async Task<Result<Done>> MakeAsync(Maker make, CancellationToken cancellation)
    {
        if (!(await make.NetworkAsync(Left, cancellation)).TryGet(out _, out var error)
            || !(await make.NetworkAsync(Right, cancellation)).TryGet(out _, out error)
            || !(await make.RouterAsync(Router, cancellation, RouterMode.Distributed)).TryGet(out _, out error)
            || !(await make.InterfaceAsync(Router, Left, cancellation)).TryGet(out _, out error)
            || !(await make.InterfaceAsync(Router, Right, cancellation)).TryGet(out _, out error)
            || !(await make.InstanceAsync(Lefty, cancellation)).TryGet(out _, out error)
            || !(await make.InstanceAsync(Righty, cancellation)).TryGet(out _, out error))
            return error;
        return await make.FloatingIpAsync(Lefty.Name, cancellation);
    }

    private static async Task<Result<Done>> TakeAwayAsync(Maker make, CancellationToken cancellation)
    {
        foreach (var name in (string[])[Lefty.Name, Righty.Name])
        {
            if (!(await make.RemoveInstanceAsync(name, cancellation)).TryGet(out _, out var refused))
                return refused;
        }
        if (!(await make.RemoveRouterAsync(Router, [Left, Right], cancellation)).TryGet(out _, out var error)
            || !(await make.RemoveNetworkAsync(Left, cancellation)).TryGet(out _, out error))
            return error;
        return await make.RemoveNetworkAsync(Right, cancellation);
    }
}
