using Naru.Lab.Hosts;
using Naru.Lab.Topology;
using Naru.Tour.Steps;

namespace Naru.Tour.Chapters;

/// <summary>Building a network in seven steps, with a look at the hosts after each of them.</summary>
internal static class SevenSteps
{
    private const string Network = LabHost.NetworkName;

    public static readonly Chapter Chapter = new(
        "network",
        new("A network in seven steps", "일곱 단계로 만드는 네트워크"),
        [
            new ByApi(
                new("1. The internal network", "1. 내부 네트워크 생성"),
                new(
                    "A network is a name and a number, the VNI of its tunnels; the subnet gives it addresses.",
                    "네트워크는 이름과 터널에 쓸 번호(VNI)이고, 서브넷이 주소를 줍니다."),
                [
                    "openstack network create internal",
                    "openstack subnet create internal-subnet --network internal --subnet-range 192.168.50.0/24",
                ],
                (make, cancellation) => make.NetworkAsync(CourseTopology.Internal, cancellation)),
            new OnHost(
                new("2. A look: DHCP has moved in", "2. 확인: DHCP가 들어왔다"),
                new("What has the network host now?", "네트워크 노드에 무엇이 생겼을까요?"),
                Network,
                [
                    new("ip netns list") { Shows = "qdhcp-{network:internal}" },
                    new("ip netns exec qdhcp-{network:internal} ip -br address") { Shows = "192.168.50." },
                    new("ovs-vsctl show") { Shows = "tag: " },
                    new("ovs-vsctl list-ports br-tun") { Shows = "vxlan-" },
                ])
            {
                Afterwards = new(
                    """
                    qdhcp-… serves DHCP, DNS and metadata. It is a namespace because the addresses of another project's network may be the same ones. Its card tap… is a
                    port of br-int; the tag is the VLAN that stands for this network on this host and nowhere else. br-tun turns it into the VNI; it
                    has a vxlan port to each other host, named after that host's address in hexadecimal.
                    """,
                    """
                    qdhcp-…가 DHCP와 DNS, 메타데이터를 맡습니다. 다른 프로젝트의 네트워크가 같은 주소를 쓸 수 있으므로 네임스페이스로 나눕니다. 그 인터페이스 tap…은
                    br-int의 포트이고, tag는 이 호스트 안에서만 이 네트워크를 뜻하는 VLAN입니다. br-tun이 이것을 VNI로 바꾸며, 다른 호스트마다 vxlan 포트가
                    하나씩 있습니다. 포트 이름은 상대 주소를 16진수로 쓴 것입니다.
                    """),
            },
            new ByApi(
                new("3. The external network", "3. 외부 네트워크 생성"),
                new(
                    "It is the physical network as it is: flat, on physnet1. The provider has the gateway and the rest of the addresses; ours are the pool. Nobody in it asks our DHCP.",
                    "물리 네트워크를 그대로 쓰는 flat 유형이며 physnet1에 놓입니다. 게이트웨이와 나머지 주소는 사업자의 것이고, 우리는 풀의 주소만 씁니다. DHCP는 쓰지 않습니다."),
                [
                    "openstack network create external --external --provider-network-type flat --provider-physical-network physnet1",
                    "openstack subnet create external-subnet --network external --subnet-range 203.0.113.0/24 --gateway 203.0.113.1 --allocation-pool start=203.0.113.100,end=203.0.113.200 --no-dhcp",
                ],
                (make, cancellation) => make.NetworkAsync(CourseTopology.External, cancellation)),
            new OnHost(
                new("4. A look: nothing new", "4. 확인: 새로 생긴 것이 없다"),
                new("And now?", "이번에는 어떨까요?"),
                Network,
                [new("ip netns list") { Shows = "qdhcp-" }, new("ovs-vsctl list-ports br-ex") { Shows = "eth1" }])
            {
                Afterwards = new(
                    "There is no qdhcp for it: it has no DHCP, and nobody uses it yet. br-ex with eth1 has been there all the time; the deployer made it.",
                    "qdhcp가 생기지 않았습니다. DHCP를 쓰지 않고 아직 아무도 쓰지 않기 때문입니다. br-ex와 eth1은 배포할 때부터 있던 것입니다."),
            },
            new ByApi(
                new("5. A router with its gateway", "5. 라우터 생성"),
                new("A router, and its foot in the external network.", "라우터를 만들고 외부 네트워크에 한 발을 걸칩니다."),
                ["openstack router create r1", "openstack router set r1 --external-gateway external"],
                (make, cancellation) => make.RouterAsync(CourseTopology.RouterName, cancellation)),
            new OnHost(
                new("6. A look: a router is a namespace", "6. 확인: 라우터는 네임스페이스다"),
                new("The gateway comes with an address and a default route.", "게이트웨이는 주소와 기본 경로를 가져옵니다."),
                Network,
                [
                    new("ip netns list") { Shows = "qrouter-{router:r1}" },
                    new("ip netns exec qrouter-{router:r1} ip -br address") { Shows = "qg-" },
                    new("ip netns exec qrouter-{router:r1} ip route") { Shows = "default via 203.0.113.1" },
                ]),
            new ByApi(
                new("5. … and its interface", "5. … 내부 네트워크 연결"),
                new("The other foot: the gateway's address of the internal subnet.", "다른 한 발은 내부 서브넷의 게이트웨이 주소입니다."),
                ["openstack router add subnet r1 internal-subnet"],
                (make, cancellation) => make.InterfaceAsync(CourseTopology.RouterName, CourseTopology.Internal, cancellation)),
            new OnHost(
                new("6. … and a look again", "6. … 연결 후 확인"),
                new("qg-… is the gateway, qr-… the interface; nftables translates between them.", "qg-…는 게이트웨이, qr-…는 내부 인터페이스이고, 그 사이의 주소 변환은 nftables가 합니다."),
                Network,
                [
                    new("ip netns exec qrouter-{router:r1} ip -br address") { Shows = "192.168.50.1/24" },
                    new("ip netns exec qrouter-{router:r1} nft list chain ip naru postrouting") { Shows = "snat to 203.0.113." },
                    new("ovs-vsctl list-ports br-int") { Shows = "qr-" },
                ])
            {
                Afterwards = new(
                    "'snat to' is what lets all instances go out with one address.",
                    "'snat to'가 여러 인스턴스를 주소 하나로 밖에 나가게 해 줍니다."),
            },
            new ByApi(
                new("An instance, and its group", "인스턴스와 보안 그룹"),
                new(
                    "Someone has to be at home before a floating IP makes sense. The group 'web' lets ping and TCP 80 in.",
                    "Floating IP를 붙이려면 먼저 누군가 있어야 합니다. 보안 그룹 'web'은 핑과 TCP 80을 받아들입니다."),
                [
                    "openstack security group create web",
                    "openstack security group rule create web --protocol icmp",
                    "openstack security group rule create web --protocol tcp --dst-port 80",
                    "naru lab instance add vm1 --network internal --host compute-1 --security-group web",
                ],
                async (make, cancellation) => (await make.GroupsAsync(cancellation)).TryGet(out _, out var error) ? await make.InstanceAsync(CourseTopology.Vm1, cancellation) : error),
            new OnHost(
                new("A look at its host", "인스턴스가 있는 호스트 확인"),
                new("compute-1 has the hybrid firewall: a Linux bridge stands between the instance and br-int.", "compute-1은 하이브리드 방화벽을 씁니다. 인스턴스와 br-int 사이에 리눅스 브릿지가 있습니다."),
                "compute-1",
                [new("brctl show") { Shows = "tap{device:vm1}" }, new("ovs-vsctl list-ports br-int") { Shows = "qvo{device:vm1}" }]),
            new ByApi(
                new("7. A floating IP", "7. Floating IP 생성"),
                new("An address outside that leads to one instance.", "한 인스턴스로 이어지는 외부 주소입니다."),
                ["openstack floating ip create external --port vm1"],
                (make, cancellation) => make.FloatingIpAsync(CourseTopology.Vm1.Name, cancellation)),
            new OnHost(
                new("7. … and a look", "7. … 확인"),
                new("The router's qg-… answers for it, and both directions are translated.", "라우터의 qg-…가 그 주소를 대신 받고, 양쪽 방향을 변환합니다."),
                Network,
                [
                    new("ip netns exec qrouter-{router:r1} ip -br address") { Shows = "{floating:vm1}/32" },
                    new("ip netns exec qrouter-{router:r1} nft list map ip naru floating-to-fixed") { Shows = "{floating:vm1} : {address:vm1}" },
                ]),
            new OnHost(
                new("The proof", "증명"),
                new("The outside reaches the instance.", "밖에서 인스턴스에 닿습니다."),
                LabHost.OutsideName,
                [new("ping -c 1 -W 2 {floating:vm1}") { Shows = "1 received" }])
            {
                Afterwards = new(
                    "'openstack network agent list', 'openstack port list --router r1' and the like show the same from the API's side.",
                    "'openstack network agent list', 'openstack port list --router r1' 등으로 API 쪽에서도 같은 것을 볼 수 있습니다."),
            },
        ]);
}
