using Naru.Tour.Steps;

namespace Naru.Tour.Chapters;

/// <summary>How networks are carried between hosts.</summary>
internal static class NetworkTypes
{
    public static readonly Chapter Chapter = new(
        "types",
        new("The types of networks", "네트워크 연결 유형"),
        [
            new Reading(
                new("Six types", "여섯 가지 유형"),
                new(
                    """
                    local    stays on one host; for tests.
                    flat     the network is a physical one, as it is. Instances are joined to the outside directly, on many hosts; each flat network needs a physical
                             network (and so a card) of its own.
                    vlan     instances and machines share the wires; a tag parts them, and the switches have to know it. About 4,000 networks.
                    vxlan    what VLAN is, extended: 16 million networks, and frames travel in UDP through a tunnel, over any network of routers.
                    gre      a tunnel much like VXLAN, straight on IP.
                    geneve   a tunnel whose header can be extended, meant to unite the others. OVN uses it.
                    """,
                    """
                    local    한 호스트 안에서만 쓰는 단일 네트워크. 테스트용입니다.
                    flat     물리 네트워크를 그대로 씁니다. 여러 노드에서 인스턴스를 외부와 직접 연결할 수 있지만, flat 네트워크마다 물리 네트워크(인터페이스)가 하나씩 필요합니다.
                    vlan     인스턴스와 물리 시스템이 선을 함께 쓰고 태그로 나눕니다. 스위치에도 VLAN을 설정합니다. 4천여 개까지 만듭니다.
                    vxlan    VLAN의 확장판. 1,600만 개까지 늘어나고, 프레임을 UDP에 실어 터널로 보냅니다.
                    gre      VXLAN과 비슷한 터널로, IP 위에 바로 얹습니다.
                    geneve   헤더를 확장할 수 있어 여러 방식 사이의 호환을 지원하는 터널. OVN이 씁니다.
                    """)),
            new OnHost(
                new("The tunnels of this lab", "이 실습 환경의 터널"),
                new(
                    "Networks of projects are VXLAN here. Each host has eth0 for the tunnels, with an address of 172.29.0.0/24, and eth1 in br-ex for the physical network physnet1.",
                    "이 환경의 프로젝트 네트워크는 VXLAN입니다. 호스트마다 터널용 eth0(172.29.0.0/24)과, 물리 네트워크 physnet1을 위해 br-ex에 들어 있는 eth1이 있습니다."),
                "compute-1",
                [new("ovs-vsctl list-br") { Shows = "br-tun" }, new("ovs-vsctl list-ports br-ex") { Shows = "eth1" }, new("ip -br address | grep 172.29") { Shows = "172.29.0.11" }]),
        ]);
}
