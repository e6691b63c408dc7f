using Naru.Lab.Hosts;
using Naru.Tour.Steps;

namespace Naru.Tour.Chapters;

/// <summary>A bridge of Open vSwitch by hand, and a flow of OpenFlow by hand.</summary>
internal static class OvsBridge
{
    private const string Bench = LabHost.OutsideName;

    private const string TakeAway = """
        ovs-vsctl --if-exists del-br ovs-br
        [ ! -e /run/netns/guest ] || ip netns del guest
        """;

    public static readonly Chapter Chapter = new(
        "ovs-bridge",
        new("A bridge of Open vSwitch by hand", "손으로 만드는 OVS 브릿지"),
        [
            new Reading(
                new("Why another bridge", "왜 다른 브릿지가 필요한가"),
                new(
                    """
                    A Linux bridge speaks ordinary Ethernet, and it is hard to teach it more. Open vSwitch was made for what software-defined networks
                    need besides: tunnels (VXLAN, GRE, Geneve), OpenFlow, and a database in which a program declares bridges and ports.
                    On a real host one installs it first: 'yum install -y centos-release-openstack-queens', 'yum install -y openvswitch', 'systemctl start openvswitch' on CentOS,
                    'apt install openvswitch-switch' on Debian. Each host of this lab has its own.
                    """,
                    """
                    리눅스 브릿지는 일반적인 이더넷 이외의 확장 프로토콜을 지원하기 어렵습니다. OVS(Open vSwitch)는 SDN에 더 필요한 것, 곧 터널(VXLAN, GRE, Geneve)과
                    OpenFlow, 그리고 프로그램이 브릿지와 포트를 선언하는 데이터베이스를 갖추고 있습니다.
                    실제 호스트라면 먼저 설치합니다. CentOS는 'yum install -y centos-release-openstack-queens', 'yum install -y openvswitch', 'systemctl start openvswitch',
                    데비안은 'apt install openvswitch-switch'입니다. 이 실습의 호스트에는 저마다 하나씩 있습니다.
                    """)),
            new OnHost(
                new("ovs-vsctl", "ovs-vsctl"),
                new(
                    "A bridge, a card in it, and an address of the host. Where the kernel lacks the module openvswitch, the bridge has to be told to forward in userspace (datapath_type=netdev).",
                    "브릿지를 만들고, 인터페이스를 붙이고, 호스트의 주소를 줍니다. 커널에 openvswitch 모듈이 없으면 사용자 공간에서 처리하도록(datapath_type=netdev) 알려 주어야 합니다."),
                Bench,
                [
                    "ovs-vsctl add-br ovs-br{datapath:ovs-br}",
                    "ovs-vsctl add-port ovs-br enp0s9",
                    "ip address add 192.168.200.1/24 dev ovs-br",
                    "ip link set ovs-br up",
                    new("ovs-vsctl show") { Shows = "enp0s9" },
                ]),
            new OnHost(
                new("A guest on it", "게스트 연결하기"),
                new("The same cable as before.", "앞에서와 같은 케이블입니다."),
                Bench,
                [
                    "ip netns add guest",
                    "ip link add tap0 type veth peer name eth0 netns guest",
                    "ip link set tap0 up",
                    "ovs-vsctl add-port ovs-br tap0",
                    "ip -n guest address add 192.168.200.2/24 dev eth0",
                    "ip -n guest link set eth0 up",
                    new("ip netns exec guest ping -c 1 -W 2 192.168.200.1") { Shows = "1 received" },
                    new("ovs-appctl fdb/show ovs-br") { Shows = "Age" },
                ]),
            new OnHost(
                new("You are the controller", "직접 컨트롤러가 되어 보기"),
                new(
                    "A new bridge has one flow: do as a switch does (NORMAL). A flow of a higher priority that drops pings goes before it. That is a security group, in small.",
                    "새 브릿지에는 보통 스위치처럼 하라(NORMAL)는 플로 하나뿐입니다. 우선순위가 더 높은, 핑을 버리는 플로를 넣으면 그것이 먼저입니다. 보안 그룹의 축소판입니다."),
                Bench,
                [
                    new("ovs-ofctl dump-flows ovs-br") { Shows = "NORMAL" },
                    "ovs-ofctl add-flow ovs-br priority=10,icmp,actions=drop",
                    new("ip netns exec guest ping -c 1 -W 1 192.168.200.1") { Fails = true },
                    new("ovs-ofctl dump-flows ovs-br") { Shows = "n_packets=1," },
                    "ovs-ofctl del-flows ovs-br icmp",
                    new("ip netns exec guest ping -c 1 -W 2 192.168.200.1") { Shows = "1 received" },
                ])
            {
                Afterwards = new(
                    "n_packets=1 is your ping: the switch counts what each flow decides.",
                    "n_packets=1이 방금 보낸 핑입니다. 스위치는 플로마다 몇 개를 처리했는지 셉니다."),
            },
            new OnHost(
                new("Taking it away", "정리하기"),
                new("With the bridge go its ports.", "브릿지를 지우면 포트도 함께 없어집니다."),
                Bench,
                ["ovs-vsctl del-br ovs-br", "ip netns del guest", new("ovs-vsctl br-exists ovs-br") { Fails = true }]),
        ])
    {
        Cleaning = (workshop, cancellation) => workshop.RunAsync(Bench, TakeAway, cancellation),
    };
}
