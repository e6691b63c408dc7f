namespace Naru.Lab.Specs;

/// <summary><c>naru host</c> with the real programs that read what it writes, and the course's commands, on scratch hosts.</summary>
[Trait("Category", "Lab")]
public sealed class HostNetworkSpecs
{
    // It waits for udev, which does not run here, unless /sys cannot be written: then it takes this for a container.
    private const string WithNetworkManager = """
        mount -o remount,ro,bind /sys
        dbus-daemon --system --fork --nopidfile
        NetworkManager --no-daemon >/run/nm.log 2>&1 &
        for attempt in $(seq 50); do nmcli general status >/dev/null 2>&1 && break; sleep 0.2; done
        """;

    [ScratchFact("nmcli", "network-manager")]
    public async Task NetworkManager_makes_the_bridge_from_keyfiles_and_gives_it_up_again()
    {
        var seen = await ScratchHost.RunAsync($$"""
            {{WithNetworkManager}}
            "$NARU" host bridge br0 --port eth1 --address 192.0.2.5/24 --apply >/dev/null
            for attempt in $(seq 50); do ip address show br0 | grep -q 192.0.2.5 && break; sleep 0.1; done
            echo "with $(ip -o address show br0 | grep -o '192.0.2.5/24') $(ip -o link show eth1 | grep -o 'master br0')"
            "$NARU" host undo --apply >/dev/null
            for attempt in $(seq 50); do [ -e /sys/class/net/br0 ] || break; sleep 0.1; done
            [ -e /sys/class/net/br0 ] && echo left || echo gone
            """);
        Assert.Contains("with 192.0.2.5/24 master br0", seen);
        Assert.Contains("gone", seen);
    }

    [ScratchFact("nmcli", "network-manager")]
    public async Task NetworkManager_that_would_take_our_devices_is_found_and_told_to_leave_them()
    {
        var seen = await ScratchHost.RunAsync($$"""
            {{WithNetworkManager}}
            ip link add brq15a88278-73 type bridge
            "$NARU" host check || echo "ill $?"
            "$NARU" host check --fix >/dev/null || true
            sleep 1
            nmcli -t -f DEVICE,STATE device | grep brq15a88278-73
            "$NARU" host check | grep NetworkManager || echo "no conflict"
            """);
        Assert.Contains("NetworkManager: it manages every device that appears", seen);
        Assert.Contains("ill 2", seen);
        Assert.Contains("brq15a88278-73:unmanaged", seen);
        Assert.Contains("no conflict", seen);
    }

    [ScratchFact("ifup", "ifupdown")]
    public async Task Ifupdown_makes_the_bridge_from_its_file()
    {
        var seen = await ScratchHost.RunAsync("""
            printf 'source /etc/network/interfaces.d/*\n' >/etc/network/interfaces
            "$NARU" host bridge br0 --port eth1 --port eth2 --address 192.0.2.5/24 --backend ifupdown --apply >/dev/null
            echo "with $(ip -o address show br0 | grep -o '192.0.2.5/24'): $(brctl show br0 | grep -o 'eth[12]' | xargs)"
            "$NARU" host undo --apply >/dev/null
            [ -e /sys/class/net/br0 ] || [ -e /etc/network/interfaces.d/br0 ] && echo left || echo gone
            """);
        Assert.Contains("with 192.0.2.5/24: eth1 eth2", seen);
        Assert.Contains("gone", seen);
    }

    [ScratchFact("systemd-networkd", "systemd")]
    public async Task Systemd_networkd_makes_the_bridge_without_systemd_as_init()
    {
        // As with NetworkManager.
        var seen = await ScratchHost.RunAsync("""
            mount -o remount,ro,bind /sys
            "$NARU" host bridge br0 --port eth1 --address 192.0.2.5/24 --backend networkd --apply >/run/plan 2>&1 || true
            chown -R systemd-network /run/systemd/netif
            /lib/systemd/systemd-networkd >/run/networkd.log 2>&1 &
            for attempt in $(seq 60); do ip address show br0 2>/dev/null | grep -q 192.0.2.5 && break; sleep 0.1; done
            echo "with $(ip -o address show br0 | grep -o '192.0.2.5/24') $(ip -o link show eth1 | grep -o 'master br0')"
            """);
        Assert.Contains("with 192.0.2.5/24 master br0", seen);
    }

    [ScratchFact("netplan", "netplan.io")]
    public async Task Netplan_understands_its_yaml()
    {
        var seen = await ScratchHost.RunAsync("""
            "$NARU" host bridge br0 --port eth1 --address 192.0.2.5/24 --backend netplan --root /run/image --apply >/dev/null
            netplan generate --root-dir /run/image
            cat /run/image/run/systemd/network/*br0*
            """);
        Assert.Contains("Kind=bridge", seen);
        Assert.Contains("Address=192.0.2.5/24", seen);
    }

    [ScratchFact("nmcli", "network-manager")]
    public async Task The_commands_of_the_course_work()
    {
        var seen = await ScratchHost.RunAsync($$"""
            {{WithNetworkManager}}
            brctl addbr br1
            brctl addif br1 eth1
            ip address add 192.168.10.1/24 dev br1
            ip link set br1 up
            echo "linux $(brctl show br1 | grep -o eth1) $(ip -o address show br1 | grep -o '192.168.10.1/24')"
            nmcli con add type bridge con-name br2 ifname br2 ip4 192.168.20.1/24 >/dev/null
            nmcli con up br2 >/dev/null
            echo "nmcli $(ip -o address show br2 | grep -o '192.168.20.1/24')"
            ovsdb-tool create /run/conf.db /usr/share/openvswitch/vswitch.ovsschema
            ovsdb-server /run/conf.db --remote=punix:/run/openvswitch/db.sock --detach --no-chdir --pidfile --log-file=/run/ovsdb.log >/dev/null 2>&1
            ovs-vsctl --no-wait init
            ovs-vswitchd --detach --no-chdir --pidfile --log-file=/run/vswitchd.log >/dev/null 2>&1
            ovs-vsctl add-br br3 -- set bridge br3 datapath_type=netdev
            ovs-vsctl add-port br3 eth2
            ip address add 192.168.30.1/24 dev br3
            echo "ovs $(ovs-vsctl list-ports br3) $(ip -o address show br3 | grep -o '192.168.30.1/24')"
            """);
        Assert.Contains("linux eth1 192.168.10.1/24", seen);
        Assert.Contains("nmcli 192.168.20.1/24", seen);
        Assert.Contains("ovs eth2 192.168.30.1/24", seen);
    }
}
