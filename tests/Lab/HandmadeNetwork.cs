using System.Text.Json.Nodes;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Lab.Topology;

namespace Naru.Lab.Specs;

/// <summary>
/// The course's topology made by hand, with the switches forwarding as they do by themselves: everything is reached, and
/// nothing is filtered. A check that passes without a firewall would prove nothing.
/// </summary>
internal sealed class HandmadeNetwork(LabState state) : IAsyncDisposable
{
    public const string RouterId = "cccccccc-0000-4000-8000-000000000001";
    private const string FloatingIp = "203.0.113.150";
    private const string SecondFloatingIp = "203.0.113.151";
    private const string GatewayIp = "203.0.113.100";
    private const int Mtu = 1450;

    private const string Switches = """
        ovs-vsctl --may-exist add-br br-int -- set bridge br-int "datapath_type=$DATAPATH"
        for remote in $REMOTES; do
            for tag in 1 2; do
                port="v$tag-${remote##*.}"
                ovs-vsctl --may-exist add-port br-int "$port" "tag=$tag" \
                    -- set Interface "$port" type=vxlan "options:remote_ip=$remote" "options:key=$tag"
            done
        done
        """;

    private const string Router = """
        ip netns add "$ROUTER"
        ip -n "$ROUTER" link set lo up
        card() {
            ip link add "$1" type veth peer name "in-$1" netns "$ROUTER"
            ip link set "$1" up
            ip -n "$ROUTER" address add "$2/24" dev "in-$1"
            ip -n "$ROUTER" link set "in-$1" up
            ip netns exec "$ROUTER" ethtool -K "in-$1" tx off >/dev/null
        }
        card qr-1 192.168.50.1
        card qr-2 192.168.60.1
        card qg-1 "$GATEWAY"
        for address in $FLOATING; do ip -n "$ROUTER" address add "$address/32" dev in-qg-1; done
        ip -n "$ROUTER" route add default via 203.0.113.1
        ip netns exec "$ROUTER" sysctl -qw net.ipv4.ip_forward=1
        ovs-vsctl add-port br-int qr-1 tag=1 -- add-port br-int qr-2 tag=2 -- add-port br-ex qg-1
        ip link set br-ex up
        lend() {
            printf '%b' "interface in-qr-$1\nstart $2.200\nend $2.210\nlease_file /run/leases-$1\n$LEASES" \
                "option subnet 255.255.255.0\noption mtu $MTU\noption router $2.1\n" >"/run/udhcpd-$1.conf"
            : >"/run/leases-$1"
            setsid ip netns exec "$ROUTER" busybox udhcpd -f "/run/udhcpd-$1.conf" </dev/null >"/run/udhcpd-$1.log" 2>&1 &
        }
        lend 1 192.168.50
        lend 2 192.168.60
        """;

    private const string Nat = """
        ip netns exec "$ROUTER" nft -f - <<END
        table ip nat
        delete table ip nat
        table ip nat {
            chain before { type nat hook prerouting priority -100; $DNAT }
            chain after { type nat hook postrouting priority 100; $SNAT oifname "in-qg-1" snat to $GATEWAY; }
        }
        END
        ip netns exec "$ROUTER" conntrack -F 2>/dev/null
        """;

    private static readonly InstancePort[] Ports =
    [
        new("aaaaaaaa-1111-4000-8000-000000000001", "fa:16:3e:00:01:01", Mtu, PlugKind.Hybrid),
        new("bbbbbbbb-1111-4000-8000-000000000002", "fa:16:3e:00:01:02", Mtu, PlugKind.Direct),
        new("dddddddd-1111-4000-8000-000000000003", "fa:16:3e:00:01:03", Mtu, PlugKind.Direct),
    ];

    private static readonly string[] Addresses = ["192.168.50.11", "192.168.50.12", "192.168.60.13"];
    private readonly FakeCloud _cloud = new();
    private readonly List<InstanceState> _instances = [];

    public async Task<Scene> BuildAsync()
    {
        await SwitchAsync(LabHost.NetworkName, "172.29.0.11 172.29.0.12");
        await SwitchAsync("compute-1", "172.29.0.10");
        await SwitchAsync("compute-2", "172.29.0.10");
        await LabFixture.On(LabHost.NetworkName).ScriptAsync(Router, Variables(), default);
        await TranslateAsync(hasSecond: false);

        await PlugAsync("vm1", "compute-1", tag: 1);
        await PlugAsync("vm2", "compute-2", tag: 1);
        await PlugAsync("vm3", "compute-2", tag: 2);
        foreach (var instance in _instances)
        {
            var shell = InstanceNamespaces.Shell(LabFixture.Directory, instance);
            await DhcpClient.PrepareAsync(shell, state.Datapath, default);
            await DhcpClient.EnsureAsync(shell, default);
        }
        foreach (var instance in _instances)
            await LabFixture.LeaseAsync(instance.Name);

        SeedCloud();
        _cloud.FloatingIpAddress = SecondFloatingIp;
        _cloud.Changed = (_, values) => TranslateAsync(hasSecond: values["port_id"] is not null);
        var router = new CloudRouter(RouterId, "r1", "ACTIVE", new("external", true, [new("external-subnet", GatewayIp)]));
        var floating = new CloudFloatingIp("floating", FloatingIp, Addresses[0], Ports[0].Id, "ACTIVE");
        return new Scene(
            LabFixture.Directory, await _cloud.SignInAsync(), new Course(router, floating, _instances[0], _instances[1], _instances[2]));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await Plugging.UnplugAsync(LabFixture.On(instance.Host), instance, state.Datapath, default);
            instance.Holder.Kill();
        }
        await _cloud.DisposeAsync();
    }

    private Task<string> SwitchAsync(string host, string remotes) => LabFixture.On(host).ScriptAsync(
        Switches, new Dictionary<string, string> { ["DATAPATH"] = state.Datapath.Name(), ["REMOTES"] = remotes }, default);

    private async Task PlugAsync(string name, string host, int tag)
    {
        var port = Ports[_instances.Count];
        var holder = await InstanceNamespaces.MakeAsync(LabFixture.Directory, host, name, default);
        var instance = new InstanceState(name, Guid.NewGuid().ToString(), host, port, holder);
        _instances.Add(instance);
        await Plugging.PlugAsync(LabFixture.On(host), instance, state.Datapath, default);
        await LabFixture.RunAsync(host, "ovs-vsctl", "set", "Port", port.Plug is PlugKind.Hybrid ? $"qvo{port.ShortId}" : port.Tap, $"tag={tag}");
    }

    private static async Task TranslateAsync(bool hasSecond)
    {
        var variables = Variables();
        // An address that nobody has any more is not to be answered by the router itself.
        var second = hasSecond ? Addresses[1] : "192.0.2.1";
        variables["DNAT"] = $"ip daddr {FloatingIp} dnat to {Addresses[0]}; ip daddr {SecondFloatingIp} dnat to {second};";
        variables["SNAT"] = $"oifname \"in-qg-1\" ip saddr {Addresses[0]} snat to {FloatingIp};"
            + (hasSecond ? $" oifname \"in-qg-1\" ip saddr {second} snat to {SecondFloatingIp};" : "");
        await LabFixture.On(LabHost.NetworkName).ScriptAsync(Nat, variables, default);
    }

    private static Dictionary<string, string> Variables() => new()
    {
        ["ROUTER"] = $"qrouter-{RouterId}",
        ["GATEWAY"] = GatewayIp,
        ["FLOATING"] = $"{FloatingIp} {SecondFloatingIp}",
        ["MTU"] = $"{Mtu}",
        ["LEASES"] = string.Concat(Ports.Zip(Addresses, (port, address) => $"static_lease {port.MacAddress} {address}\\n")),
    };

    private void SeedCloud()
    {
        foreach (var (port, address) in Ports.Zip(Addresses))
        {
            var subnet = address[..^3];
            _cloud.Seed("ports", new JsonObject
            {
                ["id"] = port.Id,
                ["fixed_ips"] = new JsonArray(new JsonObject { ["subnet_id"] = subnet, ["ip_address"] = address }),
            });
            if (_cloud.Stored("subnets").All(known => (string?)known["id"] != subnet))
                _cloud.Seed("subnets", new JsonObject { ["id"] = subnet, ["cidr"] = $"{subnet}.0/24", ["gateway_ip"] = $"{subnet}.1" });
        }
    }
}
