using Naru.Lab.Hosts;
using Naru.Lab.Instances;

namespace Naru.Lab.Specs;

/// <summary>Instances without a cloud: plugged by hand, the switches forwarding as they do by themselves.</summary>
[Collection(LabCollection.Name)]
[Trait("Category", "Lab")]
public sealed class InstanceSpecs(LabFixture lab) : IAsyncLifetime
{
    private static readonly InstancePort ServerPort =
        new("aaaaaaaa-0000-4000-8000-000000000001", "fa:16:3e:00:00:01", Mtu: 1450, PlugKind.Hybrid);

    private static readonly InstancePort ClientPort =
        new("bbbbbbbb-0000-4000-8000-000000000002", "fa:16:3e:00:00:02", Mtu: 1450, PlugKind.Direct);

    private InstanceState _server = null!;
    private InstanceState _client = null!;

    public async Task InitializeAsync()
    {
        _server = await PlugAsync("dhcp-server", "compute-1", ServerPort);
        _client = await PlugAsync("dhcp-client", "compute-2", ClientPort);
        await TunnelAsync("compute-1", "172.29.0.12");
        await TunnelAsync("compute-2", "172.29.0.11");
    }

    public async Task DisposeAsync()
    {
        foreach (var instance in (InstanceState[])[_server, _client])
        {
            await Plugging.UnplugAsync(LabFixture.On(instance.Host), instance, lab.State.Datapath, default);
            await LabFixture.RunAsync(instance.Host, "ovs-vsctl", "del-br", "br-int");
            instance.Holder.Kill();
        }
    }

    [Fact]
    public async Task An_instance_gets_address_routes_mtu_and_dns_from_a_dhcp_server_on_another_host()
    {
        var server = InstanceNamespaces.Shell(LabFixture.Directory, _server);
        var client = InstanceNamespaces.Shell(LabFixture.Directory, _client);
        await server.ScriptAsync(
            """
            [ "$DATAPATH" = system ] || ethtool -K eth0 tx off >/dev/null
            ip address add 192.168.50.1/24 dev eth0
            ip link set eth0 up
            printf '%s\n' 'interface eth0' 'start 192.168.50.10' 'end 192.168.50.20' "lease_file $FILES/leases" \
                'option subnet 255.255.255.0' 'option router 192.168.50.1' 'option dns 192.168.50.2' 'option mtu 1450' \
                'option staticroutes 169.254.169.254/32 192.168.50.1, 0.0.0.0/0 192.168.50.1' >"$FILES/udhcpd.conf"
            : >"$FILES/leases"
            setsid busybox udhcpd -f "$FILES/udhcpd.conf" </dev/null >"$FILES/udhcpd.log" 2>&1 &
            """,
            new Dictionary<string, string> { ["DATAPATH"] = lab.State.Datapath.Name() },
            default);

        await DhcpClient.PrepareAsync(client, lab.State.Datapath, default);
        await DhcpClient.EnsureAsync(client, default);
        await DhcpClient.EnsureAsync(client, default);

        var lease = await LabFixture.LeaseAsync("dhcp-client");
        Assert.Matches(@"^192\.168\.50\.[12]\d/24$", lease.Address);
        Assert.Equal((1450, "192.168.50.1"), (lease.Mtu, lease.Server));
        Assert.Contains("169.254.169.254 via 192.168.50.1", await client.MustRunAsync(["ip", "route"], default));
        Assert.Contains("nameserver 192.168.50.2", await client.MustRunAsync(["cat", "/etc/resolv.conf"], default));
        Assert.Equal("dhcp-client", (await client.MustRunAsync(["hostname"], default)).Trim());
        Assert.Equal("1", (await client.MustRunAsync(["pgrep", "-c", "busybox"], default)).Trim());

        // A full frame over the tunnel, with a real TCP checksum.
        await server.ScriptAsync("setsid nc -lk 192.168.50.1 8080 </dev/null >\"$FILES/received\" 2>&1 &", new Dictionary<string, string>(), default);
        await client.ScriptAsync(
            "head -c 100000 /dev/zero | tr '\\0' x | timeout 10 nc -N 192.168.50.1 8080", new Dictionary<string, string>(), default);
        Assert.Equal("100000", (await server.ScriptAsync("wc -c <\"$FILES/received\"", new Dictionary<string, string>(), default)).Trim());
    }

    [Fact]
    public async Task A_hybrid_plug_puts_a_linux_bridge_between_the_tap_and_the_switch()
    {
        Assert.Matches(@"qbraaaaaaaa-00\b[^\n]*", await LabFixture.RunAsync("compute-1", "brctl", "show"));
        Assert.Equal("qvoaaaaaaaa-00", await LabFixture.RunAsync("compute-1", "ovs-vsctl", "--columns=name", "--bare", "find", "Interface", $"external_ids:iface-id={ServerPort.Id}"));
        Assert.Equal("tapbbbbbbbb-00", await LabFixture.RunAsync("compute-2", "ovs-vsctl", "--columns=name", "--bare", "find", "Interface", $"external_ids:iface-id={ClientPort.Id}"));
        Assert.DoesNotContain("qbr", await LabFixture.RunAsync("compute-2", "brctl", "show"));
    }

    [Fact]
    public async Task Unplugging_leaves_no_device_and_may_be_repeated()
    {
        var host = LabFixture.On("compute-1");
        await Plugging.UnplugAsync(host, _server, lab.State.Datapath, default);
        await Plugging.UnplugAsync(host, _server, lab.State.Datapath, default);
        Assert.DoesNotContain("aaaaaaaa-00", await LabFixture.RunAsync("compute-1", "ip", "link"));
    }

    private async Task<InstanceState> PlugAsync(string name, string host, InstancePort port)
    {
        var holder = await InstanceNamespaces.MakeAsync(LabFixture.Directory, host, name, default);
        var instance = new InstanceState(name, Guid.NewGuid().ToString(), host, port, holder);
        await Plugging.PlugAsync(LabFixture.On(host), instance, lab.State.Datapath, default);
        return instance;
    }

    private static Task<string> TunnelAsync(string host, string remote) => LabFixture.RunAsync(
        host, "ovs-vsctl", "--may-exist", "add-port", "br-int", "vxlan0",
        "--", "set", "Interface", "vxlan0", "type=vxlan", $"options:remote_ip={remote}");
}
