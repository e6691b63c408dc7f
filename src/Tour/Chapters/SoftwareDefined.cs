using Naru.Tour.Steps;

namespace Naru.Tour.Chapters;

/// <summary>What SDN and NFV are.</summary>
internal static class SoftwareDefined
{
    public static readonly Chapter Chapter = new(
        "sdn",
        new("Networks made of software: SDN and NFV", "소프트웨어로 만드는 네트워크: SDN과 NFV"),
        [
            new Reading(
                new("SDN", "SDN"),
                new(
                    """
                    Networking of OpenStack is the service Neutron, and what it does is software-defined networking (SDN): networks are virtual, and
                    programs manage them from one central place.
                    The control plane, which decides where packets go, is apart from the data plane, which carries them. OpenFlow is the language
                    between the two: the controller writes flows into tables of a switch, and the switch obeys them.
                    So a network changes at once and by a call of an API. There is less hardware to pay for, and one is not tied to what one vendor builds.
                    """,
                    """
                    오픈스택의 네트워크는 Neutron 서비스가 맡고, 그 바탕은 SDN(Software Defined Network)입니다. 네트워크를 가상화하고,
                    한곳에 모인 프로그램이 전체를 관리합니다.
                    패킷을 어디로 보낼지 정하는 컨트롤 플레인과 실제로 나르는 데이터 플레인이 나뉘어 있습니다. 둘 사이의 언어가 OpenFlow로,
                    컨트롤러가 스위치의 테이블에 플로를 써 넣으면 스위치는 그대로 따릅니다.
                    그래서 API 호출 한 번에 네트워크가 바로 바뀌고, 장비 비용이 줄며, 특정 회사의 제품에 매이지 않습니다.
                    """)),
            new Reading(
                new("NFV", "NFV"),
                new(
                    """
                    NFV (network function virtualization) does to boxes what SDN does to wires: firewall, intrusion prevention, VPN and load balancer
                    become programs. In this lab a router is a network namespace with routes and nftables, and a security group is a set of flows.
                    """,
                    """
                    NFV(Network Function Virtualization)는 방화벽, IPS, VPN, 로드밸런서 같은 장비의 기능을 소프트웨어로 구현하는 것입니다.
                    이 실습 환경에서 라우터는 경로와 nftables가 들어 있는 네트워크 네임스페이스이고, 보안 그룹은 플로의 모음입니다.
                    """)),
            new OnHost(
                new("The two planes, here", "눈으로 보는 두 플레인"),
                new(
                    "On compute-1 the agent is the hand of the control plane. It has written these flows into br-int; the switch forwards by them, also while nobody talks to it.",
                    "compute-1의 에이전트가 컨트롤 플레인의 손입니다. br-int에 아래 플로를 써 넣었고, 스위치는 아무도 말을 걸지 않아도 이에 따라 패킷을 보냅니다."),
                "compute-1",
                [new("ovs-ofctl -O OpenFlow13 dump-flows br-int | head -5") { Shows = "table=" }]),
        ]);
}
