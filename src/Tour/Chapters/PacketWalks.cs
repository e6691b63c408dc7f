using Naru.Lab.Hosts;
using Naru.Tour.Steps;
using Naru.Walk.Told;

namespace Naru.Tour.Chapters;

/// <summary>The two ways of a packet that the course tells, told by the cloud itself.</summary>
internal static class PacketWalks
{
    public static readonly Chapter Chapter = new(
        "packets",
        new("The way of a packet", "패킷의 흐름"),
        [
            new Following(
                new("From an instance to another", "VM에서 VM으로"),
                new(
                    """
                    vm1 on compute-1 pings vm3 on compute-2, in another network. The way has these parts:
                      VM → Linux bridge (security group) → br-int → br-tun → eth0          on the sender's host
                      eth0 → br-tun → br-int → the router's namespace, which looks for the way   on the network host
                      br-int → br-tun → eth0                                             and out again, in the tunnel of the other network
                      eth0 → br-tun → br-int (security group) → VM                       on the receiver's host
                    Find them in what the cloud tells. '=' is what the switch itself said.
                    """,
                    """
                    compute-1의 vm1이 다른 네트워크에 있는 compute-2의 vm3에게 핑을 보냅니다. 길은 이렇게 나뉩니다.
                      VM → 리눅스 브릿지(보안 그룹 확인) → br-int → br-tun → eth0        보내는 인스턴스의 컴퓨트 노드
                      eth0 → br-tun → br-int → 라우터 네임스페이스(전달 대상 확인)       네트워크 노드
                      br-int → br-tun → eth0                                            다른 네트워크의 터널로 다시 나감
                      eth0 → br-tun → br-int(보안 그룹 확인) → VM                       받는 인스턴스의 컴퓨트 노드
                    아래 출력에서 하나씩 찾아보세요. '='는 스위치가 직접 한 말입니다.
                    """),
                "vm1", "vm3",
                [
                    HopKind.Instance, HopKind.LinuxBridge, HopKind.IntegrationBridge, HopKind.TunnelBridge, HopKind.Underlay, HopKind.TunnelBridge, HopKind.IntegrationBridge,
                    HopKind.Router, HopKind.IntegrationBridge, HopKind.TunnelBridge, HopKind.Underlay, HopKind.TunnelBridge, HopKind.IntegrationBridge, HopKind.Instance,
                ])
            {
                Afterwards = new(
                    "compute-2 has the firewall of flows: its br-int checks the security group itself, and no Linux bridge is needed.",
                    "compute-2는 플로 방화벽을 씁니다. br-int가 직접 보안 그룹을 확인하므로 리눅스 브릿지가 필요 없습니다."),
            },
            new Following(
                new("From an instance to the outside", "VM에서 외부로"),
                new(
                    """
                    vm2 has no floating IP. Its packet takes the same way to the router's namespace, leaves that by qg-… with the router's address, and goes
                    br-int → br-ex → eth1 → outside. The answer takes the way back.
                    """,
                    """
                    vm2에는 Floating IP가 없습니다. 라우터 네임스페이스까지는 같은 길을 가고, 라우터의 주소로 바뀌어 qg-…로 나온 다음
                    br-int → br-ex(외부 브릿지) → eth1 → 외부로 갑니다. 받을 때는 역순입니다.
                    """),
                "vm2", OutsideWorld.InternetAddress,
                [
                    HopKind.Instance, HopKind.IntegrationBridge, HopKind.TunnelBridge, HopKind.Underlay, HopKind.TunnelBridge, HopKind.IntegrationBridge,
                    HopKind.Router, HopKind.IntegrationBridge, HopKind.ProviderBridge, HopKind.Outside,
                ]),
            new Following(
                new("From the outside to a floating IP", "외부에서 Floating IP로"),
                new(
                    "The same way backwards, for somebody who begins outside: watch the destination change in the router's namespace.",
                    "밖에서 시작하면 반대로 옵니다. 라우터 네임스페이스에서 목적지 주소가 바뀌는 것을 보세요."),
                OutsideWorld.InternetAddress, "{floating:vm1}",
                [HopKind.Outside, HopKind.ProviderBridge, HopKind.IntegrationBridge, HopKind.Router, HopKind.IntegrationBridge, HopKind.TunnelBridge, HopKind.LinuxBridge, HopKind.Instance])
            {
                TcpPort = 80,
            },
        ])
    {
        Needs = Setting.Topology,
    };
}
