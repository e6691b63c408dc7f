using Naru.Lab.Hosts;
using Naru.Tour.Steps;

namespace Naru.Tour.Chapters;

/// <summary>A Linux bridge by hand, on the host that is no part of the cloud.</summary>
internal static class LinuxBridge
{
    private const string Bench = LabHost.OutsideName;

    private const string TakeAway = """
        for bridge in demo-br nm-br; do
            [ ! -e /sys/class/net/$bridge ] || { ip link set $bridge down; brctl delbr $bridge; }
        done
        [ ! -e /run/netns/guest ] || ip netns del guest
        if [ -e /run/naru-nm/pids ]; then kill $(cat /run/naru-nm/pids) 2>/dev/null || true; rm -r /run/naru-nm; fi
        """;

    // A NetworkManager and a D-Bus of the host's own, which see neither the machine's sockets nor its profiles.
    private const string StartNetworkManager = """
        mkdir -p /run/naru-nm/profiles /run/naru-nm/state /run/dbus /run/NetworkManager
        mountpoint -q /var/lib/NetworkManager || { mkdir -p /var/lib/NetworkManager; mount -t tmpfs tmpfs /var/lib/NetworkManager; }
        printf '[main]\nplugins=keyfile\n[keyfile]\npath=/run/naru-nm/profiles\nunmanaged-devices=except:interface-name:nm-br,except:interface-name:enp0s9\n' >/run/naru-nm/nm.conf
        if [ ! -e /run/naru-nm/pids ]; then
            dbus-daemon --system --nopidfile --fork --print-pid --address=unix:path=/run/dbus/system_bus_socket >/run/naru-nm/pids
            NetworkManager --config=/run/naru-nm/nm.conf --config-dir=/run/naru-nm/none --intern-config= --pid-file=/run/naru-nm/pid </dev/null >/run/naru-nm/log 2>&1
            cat /run/naru-nm/pid >>/run/naru-nm/pids
        fi
        for attempt in 1 2 3 4 5 6 7 8 9 10; do nmcli general status >/dev/null 2>&1 && break; sleep 0.5; done
        """;

    public static readonly Chapter Chapter = new(
        "linux-bridge",
        new("A Linux bridge by hand", "손으로 만드는 리눅스 브릿지"),
        [
            new Reading(
                new("Bridges of software", "소프트웨어 브릿지"),
                new(
                    """
                    A bridge joins network cards, real and virtual ones, to one network. The Linux bridge does so in the kernel; Open vSwitch is the other kind.
                    Neutron's driver openvswitch uses both: instances hang on a Linux bridge with their security group (where the firewall is the hybrid
                    one), and that hangs on br-int. With OVN there is only Open vSwitch.
                    NetworkManager and Neutron get into each other's way, so it used to be switched off on hosts of OpenStack. Newer deployments with kolla run their
                    services in containers and need it for these; then each card that Neutron uses is taken from it, by NM_CONTROLLED=no in its file.
                    You work on the host 'outside' now, which is no part of the cloud. Its cards enp0s9 and enp0s10 are free.
                    """,
                    """
                    브릿지는 물리 인터페이스와 가상 인터페이스를 하나의 네트워크로 연결합니다. 리눅스 브릿지는 커널 공간에서 만들어지고 동작하며,
                    다른 하나가 Open vSwitch(OVS) 브릿지입니다.
                    OVS 방식으로 배포하면 리눅스 브릿지도 함께 씁니다. (하이브리드 방화벽일 때) 인스턴스는 보안 그룹이 걸린 리눅스 브릿지에 붙고, 그것이 다시
                    br-int에 붙습니다. OVN 방식은 OVS 브릿지만 씁니다.
                    NetworkManager는 Neutron과 충돌하기 때문에 오픈스택 호스트에서는 꺼 두었습니다. 컨테이너로 서비스를 띄우는 최신 kolla 배포에서는 컨테이너 네트워크에
                    NetworkManager가 꼭 필요하므로, 대신 인터페이스 설정 파일마다 NM_CONTROLLED=no로 뺍니다.
                    이제 클라우드에 속하지 않는 호스트 'outside'에서 실습합니다. enp0s9와 enp0s10이 비어 있습니다.
                    """)),
            new OnHost(
                new("brctl", "brctl"),
                new(
                    "The bridge is made, gets an address of the host, and a card joins it. (The package is bridge-utils; './naru' has installed it.)",
                    "브릿지를 만들고, 호스트가 쓸 주소를 주고, 인터페이스를 붙입니다. (패키지는 bridge-utils이며 './naru'가 설치해 두었습니다.)"),
                Bench,
                [
                    "brctl addbr demo-br",
                    "ip address add 192.168.100.1/24 dev demo-br",
                    "ip link set demo-br up",
                    "brctl addif demo-br enp0s10",
                    new("brctl show demo-br") { Shows = "enp0s10" },
                    new("ip address show demo-br") { Shows = "192.168.100.1/24" },
                ]),
            new OnHost(
                new("A guest on the bridge", "브릿지에 붙는 게스트"),
                new(
                    "A namespace plays an instance. A pair of virtual cards is its cable: one end is inside, the other one is a port of the bridge. That is how Nova plugs an instance, too.",
                    "네임스페이스가 인스턴스 역할을 합니다. 가상 인터페이스 한 쌍이 케이블이 되어 한쪽은 안에, 다른 쪽은 브릿지에 꽂힙니다. Nova도 인스턴스를 이렇게 연결합니다."),
                Bench,
                [
                    "ip netns add guest",
                    "ip link add tap0 type veth peer name eth0 netns guest",
                    "brctl addif demo-br tap0",
                    "ip link set tap0 up",
                    "ip -n guest address add 192.168.100.2/24 dev eth0",
                    "ip -n guest link set eth0 up",
                    new("ip netns exec guest ping -c 1 -W 2 192.168.100.1") { Shows = "1 received" },
                    new("bridge fdb show br demo-br | grep tap0") { Shows = "tap0" },
                ])
            {
                Afterwards = new(
                    "The last command shows what a bridge knows: which MAC address it has learned on which port.",
                    "마지막 명령은 브릿지가 아는 것, 곧 어느 포트에서 어떤 MAC 주소를 배웠는지를 보여 줍니다."),
            },
            new Reading(
                new("To keep it: files", "계속 남기려면: 설정 파일"),
                new(
                    """
                    What you have made is gone after a reboot. Red Hat's systems keep it in two files of /etc/sysconfig/network-scripts, which take effect by
                    'systemctl restart network' or 'nmcli con reload':

                        ifcfg-demo-br          ifcfg-enp0s10
                          TYPE=Bridge            DEVICE=enp0s10
                          BOOTPROTO=none         ONBOOT=yes
                          NAME=demo-br           BRIDGE=demo-br
                          DEVICE=demo-br
                          ONBOOT=yes
                          IPADDR=192.168.100.1
                          PREFIX=24
                    """,
                    """
                    지금 만든 것은 재부팅하면 사라집니다. 레드햇 계열은 /etc/sysconfig/network-scripts의 두 파일에 적어 두고
                    'systemctl restart network' 또는 'nmcli con reload'로 적용합니다.

                        ifcfg-demo-br          ifcfg-enp0s10
                          TYPE=Bridge            DEVICE=enp0s10
                          BOOTPROTO=none         ONBOOT=yes
                          NAME=demo-br           BRIDGE=demo-br
                          DEVICE=demo-br
                          ONBOOT=yes
                          IPADDR=192.168.100.1
                          PREFIX=24
                    """)),
            new OnHost(
                new("The same by NetworkManager", "NetworkManager로 같은 일 하기"),
                new(
                    "NetworkManager keeps a profile for the bridge and one for each port of it.",
                    "NetworkManager는 브릿지와 그 포트마다 프로파일을 하나씩 둡니다."),
                Bench,
                [
                    "nmcli con add type bridge con-name nm-br ifname nm-br",
                    "nmcli con mod nm-br ipv4.addresses 192.168.200.1/24 ipv4.method manual bridge.stp no",
                    "nmcli con add type bridge-slave ifname enp0s9 con-name br-port master nm-br",
                    "nmcli con up nm-br",
                    new("ip address show nm-br") { Shows = "192.168.200.1/24" },
                ])
            {
                Needs = new(
                    ["NetworkManager", "nmcli", "dbus-daemon"],
                    new(
                        "These are not run: NetworkManager is not installed on this machine, and './naru' does not install it, because it would take over the machine's own cards at the next start. Where it is installed, this step runs one inside of the lab.",
                        "이 명령들은 실행하지 않습니다. 이 머신에 NetworkManager가 없고, './naru'도 설치하지 않습니다. 다음 부팅 때 머신 자신의 인터페이스를 차지하기 때문입니다. 설치되어 있으면 이 단계는 실습 환경 안에서 따로 하나를 실행합니다."),
                    StartNetworkManager),
            },
            new OnHost(
                new("Taking it away", "정리하기"),
                new("A bridge has to be down before it can be deleted.", "브릿지는 내린 다음에 지울 수 있습니다."),
                Bench,
                ["brctl delif demo-br enp0s10", "ip link set demo-br down", "brctl delbr demo-br", "ip netns del guest", new("brctl show demo-br") { Fails = true }]),
        ])
    {
        Cleaning = (workshop, cancellation) => workshop.RunAsync(Bench, TakeAway, cancellation),
    };
}
